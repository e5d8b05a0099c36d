package org.videoaction.data.video;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What FFmpeg's demuxers read. FFmpeg chooses one by a file's content, whatever the file is called, and some demuxers open
 * other files, or themselves without end: those of the first kind alone may read a video. A demuxer that is named nowhere
 * is refused.
 */
enum Container {

    /** Holds its own frames: videos, elementary streams and single pictures. */
    FRAMES(null, """
        4xm alias_pix anm apng apv asf asf_o av1 avi avs avs2 avs3 bethsoftvid bfi bink bmv brender_pix c93 cavsvideo cdg cdxl
        cine dfa dhav dirac dnxhd dsicin dv dxa ea ea_cdata evc filmstrip film_cpk fits flic flv frm gdv gif gxf h261 h263
        h264 hevc hnm ico idcin iff ifv ingenient ipmovie ipu iss iv8 ivf ivr jpegxl_anim jv kux live_flv lmlm4 luodat lvf
        lxf m4v matroska,webm mgsts mjpeg mjpeg_2000 mlv mm mods moflex mov,mp4,m4a,3gp,3g2,mj2 mpeg mpegts mpegtsraw
        mpegvideo mpjpeg msnwctcp msp mtv mv mvi mxf mxg nc nsv nut nuv obu ogg paf pdv pmp psxstr pva r3d rl2 rm roq rpl
        ser sga siff simbiosis_imx smjpeg smk smush swf thp 3dostr tiertexseq tmv txd ty usm vc1 vc1test vividas vivo vmd
        vvc wc3movie wsvqa wtv xmv yop yuv4mpegpipe
        bmp_pipe cri_pipe dds_pipe dpx_pipe exr_pipe gem_pipe gif_pipe hdr_pipe j2k_pipe jpeg_pipe jpegls_pipe jpegxl_pipe
        pam_pipe pbm_pipe pcx_pipe pfm_pipe pgmyuv_pipe pgm_pipe pgx_pipe phm_pipe photocd_pipe pictor_pipe png_pipe ppm_pipe
        psd_pipe qdraw_pipe qoi_pipe sgi_pipe sunrast_pipe tiff_pipe vbn_pipe webp_pipe xbm_pipe xpm_pipe xwd_pipe"""),

    /** Names other files, which would be opened. */
    PLAYLIST("is a playlist (%s), not a video; only files that hold their own frames are read", """
        concat dash hls image2 imf vobsub webm_dash_manifest"""),

    /** Asks for a connection. */
    NETWORK("describes a stream in a network (%s), not a video; only files that hold their own frames are read", """
        rtp rtsp sap sdp"""),

    /** Words, subtitles, letters that make a picture, drawing instructions. */
    TEXT("is a text (%s), not a video", """
        adf aqtitle ass bin dvbsub dvbtxt ffmetadata idf jacosub lrc mcc microdvd mpl2 mpsub pjs rcwt realtext sami sbg scc
        srt stl subviewer subviewer1 sup svg_pipe tedcaptions tty vplayer webvtt xbin"""),

    /** Pixels or bytes without a header: nothing says how large a frame is. */
    BARE("is of a kind (%s) that does not say how large its frames are", """
        bitpacked data image2pipe rawvideo v210 v210x"""),

    /** At most a cover picture beside the sound. */
    SOUND("has no video stream", """
        aa aac aax ac3 ac4 ace acm act adp ads adx aea afc aiff aix alaw alp amr amrnb amrwb apac apc ape apm aptx aptx_hd
        argo_asf argo_brp argo_cvg ast au avr bfstm binka bit boa bonk brstm caf codec2 codec2raw daud dcstr derf dfpwm dsf
        dss dts dtshd eac3 epaf f32be f32le f64be f64le flac fsb fwse g722 g723_1 g726 g726le g728 g729 genh gsm hca hcom
        iamf ilbc ircam kvag laf lc3 loas mca mlp mmf mp3 mpc mpc8 msf mtaf mulaw musx nistsphere nsp oma osq pp_bnk pvf
        qcp qoa redspark rka rsd rso s16be s16le s24be s24le s32be s32le s337m s8 sbc scd sdns sdr2 sds sdx shn sln sol sox
        spdif svag svs tak truehd tta u16be u16le u24be u24le u32be u32le u8 vag vidc voc vpk vqf w64 wady wav wavarc wsaud
        wsd wv wve xa xmd xvag xwma""");

    private static final Map<String, Container> BY_DEMUXER = byDemuxer();

    private final String refusal;
    private final List<String> demuxers;

    Container(String refusal, String demuxers) {
        this.refusal = refusal;
        this.demuxers = List.of(demuxers.split("\\s+"));
    }

    private static Map<String, Container> byDemuxer() {
        Map<String, Container> kinds = new HashMap<>();
        for (Container kind : values()) {
            kind.demuxers.forEach(demuxer -> kinds.merge(demuxer, kind, (one, other) -> {
                throw new IllegalStateException(demuxer + " is named twice");
            }));
        }
        return kinds;
    }

    /** Why a file that a demuxer would read is no video, or null where it may be one. */
    static String refusal(String demuxer) {
        Container kind = BY_DEMUXER.get(demuxer);
        return kind == null ? "is of a kind (" + demuxer + ") that is not read" : kind.refusal == null ? null
            : String.format(Locale.ROOT, kind.refusal, demuxer);
    }

    /** FFmpeg's option {@code format_whitelist}. */
    static String whitelist() {
        return String.join(",", FRAMES.demuxers);
    }

    /** All demuxers that are known. */
    static Set<String> known() {
        return Arrays.stream(values()).flatMap(kind -> kind.demuxers.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
