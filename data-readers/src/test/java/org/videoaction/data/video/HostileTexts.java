package org.videoaction.data.video;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Texts that FFmpeg takes for playlists, scripts, subtitles or pictures, whole and damaged, under the names of videos. */
final class HostileTexts {

    /** What the texts name: no file of a folder that is called so may ever be opened. */
    static final String OTHERS = "others";
    private static final String OTHER = OTHERS + "/other.mp4";
    private static final String[] NAMES = {"a.mp4", "a.avi", "a.mkv", "a.ts", "a.webm", "a.txt", "a.m3u8", "a.mpd", "a",
        "a.jpg", "img%03d.png", "a*.jpg"};
    private static final String[] PIECES = {"-1", "99999999999999999999", "1e308", "\0", "\n", "\r", "\"", "<", "%s%n",
        "file ",
        "\u00ff", OTHER, "{", "#EXT-X-STREAM-INF:BANDWIDTH=1\n"};

    private final SplittableRandom random;
    private final List<byte[]> whole;

    HostileTexts(long seed) {
        this.random = new SplittableRandom(seed);
        this.whole = byDemuxer().values().stream().map(text -> text.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }

    /** A file of a text that may be damaged, in the folder beside {@link #OTHERS}. */
    Path write(Path folder) throws IOException {
        byte[] text = whole.get(random.nextInt(whole.size()));
        for (int damage = random.nextInt(4); damage > 0; damage--) {
            text = damaged(text);
        }
        return Files.write(folder.resolve(NAMES[random.nextInt(NAMES.length)]), text);
    }

    private byte[] damaged(byte[] text) {
        int place = random.nextInt(text.length + 1);
        int end = Math.min(text.length, place + random.nextInt(1, 20));
        String before = new String(text, 0, place, StandardCharsets.ISO_8859_1);
        String part = new String(text, place, end - place, StandardCharsets.ISO_8859_1);
        String after = new String(text, end, text.length - end, StandardCharsets.ISO_8859_1);
        byte[] other = whole.get(random.nextInt(whole.size()));
        String result = switch (random.nextInt(6)) {
            case 0 -> before + after;
            case 1 -> before + part.repeat(random.nextInt(2, 200)) + after;
            case 2 -> before + PIECES[random.nextInt(PIECES.length)] + after;
            case 3 -> before + (char) random.nextInt(256) + after;
            case 4 -> before + new String(other, StandardCharsets.ISO_8859_1) + after;
            default -> before;
        };
        return result.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A text for each of FFmpeg's demuxers that know theirs by it. */
    static Map<String, String> byDemuxer() {
        Map<String, String> texts = new TreeMap<>();
        texts.put("concat",
            "ffconcat version 1.0\nfile " + OTHER + "\nduration 1\ninpoint 0.5\nstream\nexact_stream_id 0x1\n");
        texts.put("hls", "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXT-X-KEY:METHOD=AES-128,URI=\"" + OTHER
            + "\"\n#EXTINF:1.0,\n" + OTHER + "\n#EXT-X-STREAM-INF:BANDWIDTH=1\n" + OTHER + "\n#EXT-X-ENDLIST\n");
        texts.put("dash", "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" "
            + "profiles=\"urn:mpeg:dash:profile:isoff-on-demand:2011\"><Period><AdaptationSet mimeType=\"video/mp4\">"
            + "<Representation id=\"0\"><BaseURL>" + OTHER + "</BaseURL></Representation></AdaptationSet></Period></MPD>\n");
        texts.put("imf",
            "<?xml version=\"1.0\"?>\n<CompositionPlaylist xmlns=\"http://www.smpte-ra.org/schemas/2067-3/2016\">"
                + "<Id>urn:uuid:" + OTHER + "</Id><ContentTitle>a</ContentTitle></CompositionPlaylist>\n");
        texts.put("vobsub", "# VobSub index file, v7\nid: en, index: 0\ntimestamp: 00:00:00:001, filepos: 000000000\n");
        texts.put("sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
            + "a=rtpmap:96 H264/90000\n");
        texts.put("ffmetadata", ";FFMETADATA1\ntitle=a\n[STREAM]\na=b\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1\n");
        texts.put("srt", "1\n00:00:01,000 --> 00:00:02,000\nwords\n\n2\n00:00:03,000 --> 00:00:04,000\nmore\n");
        texts.put("webvtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nwords\n");
        texts.put("ass", "[Script Info]\nScriptType: v4.00+\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,words\n");
        texts.put("tedcaptions", "{\"captions\":[{\"duration\":1000,\"content\":\"words\",\"startOfParagraph\":true,"
            + "\"startTime\":0}]}\n");
        texts.put("microdvd", "{1}{1}25\n{10}{20}words\n{30}{40}more\n");
        texts.put("sami", "<SAMI>\n<BODY>\n<SYNC Start=1><P>words\n</BODY></SAMI>\n");
        texts.put("subviewer", "[INFORMATION]\n[TITLE]a\n[END INFORMATION]\n00:00:01.00,00:00:02.00\nwords\n");
        texts.put("subviewer1", "******** START SCRIPT ********\n[00:00:01]\nwords\n[00:00:02]\n\n");
        texts.put("jacosub", "#TIMERES 100\n0:00:01.00 0:00:02.00 D words\n0:00:03.00 0:00:04.00 D more\n");
        texts.put("mpl2", "[10][20]words\n[30][40]more\n");
        texts.put("mpsub", "FORMAT=TIME\n1 2\nwords\n");
        texts.put("lrc", "[ti:a]\n[00:01.00]words\n[00:02.00]more\n");
        texts.put("scc", "Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9420 94ad\n");
        texts.put("mcc", "File Format=MacCaption_MCC V1.0\n\n00:00:01:00\tT52S524F67\n");
        texts.put("realtext", "<window duration=\"1\">\n<time begin=\"0\"/>words\n</window>\n");
        texts.put("pjs", "1,2,\"words\"\n3,4,\"more\"\n");
        texts.put("vplayer", "00:00:01:words\n00:00:02:more\n");
        texts.put("stl", "$FontName = Arial\n00:00:01:00 , 00:00:02:00 , words\n");
        texts.put("aqtitle", "-->> 10\nwords\n\n-->> 20\nmore\n");
        texts.put("sbg", "SE sequence\n-E\noff: -\nts1: pink/40 100+1.5/20\nNOW off\n+00:00:10 ts1\n");
        texts.put("svg_pipe", "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"" + OTHER
            + "\"/></svg>\n");
        texts.put("xbin", "XBIN\u001a\u0050\u0000\u0019\u0000\u0010\u001f" + "words ".repeat(100));
        texts.put("xpm_pipe", "/* XPM */\nstatic char *a[] = {\"2 2 1 1\", \"x c #FFFFFF\", \"xx\", \"xx\"};\n");
        texts.put("xbm_pipe", "#define a_width 8\n#define a_height 2\nstatic char a_bits[] = {0x01, 0x02};\n");
        texts.put("ppm_pipe", "P3\n2 2\n255\n1 2 3 4 5 6 7 8 9 10 11 12\n");
        texts.put("hdr_pipe", "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 2 +X 2\nxxxxxxxxxxxxxxxx");
        texts.put("yuv4mpegpipe", "YUV4MPEG2 W16 H16 F25:1 Ip A1:1 C420\nFRAME\n" + "x".repeat(384));
        texts.put("mpjpeg",
            "--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 10\r\n\r\n0123456789\r\n--boundary\r\n");
        texts.put("rpl",
            "ARMovie\n" + OTHER + "\n(c)\nme\n2\n16\n16\n16\n25\n1\n22050\n1\n8\n1\n0\n100\n100\n500\n0\n0\n0\n");
        texts.put("fits",
            "SIMPLE  =                    T" + " ".repeat(50) + "BITPIX  =                    8" + " ".repeat(50));
        texts.put("nistsphere", "NIST_1A\n   1024\nsample_count -i 10\nchannel_count -i 1\nend_head\n");
        return texts;
    }

    /** Reads as many texts as the second argument says, in the folder that the first one names. */
    public static void main(String[] arguments) throws IOException {
        read(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
    }

    /** What came of each: a reason, or null where there were frames. */
    static List<String> read(Path folder, int count, long seed) throws IOException {
        HostileTexts texts = new HostileTexts(seed);
        VideoProbe probe = new VideoProbe(FuzzTest.LIMITS);
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = texts.write(folder);
            VideoReport report = probe.decode(file);
            outcomes.add(report.status() == VideoReport.Status.FAILED ? report.reason() : null);
            Files.delete(file);
        }
        return outcomes;
    }
}
