package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.generated.VideoFile;

/**
 * Damaged lists, class files and AVA files end in entries or in an IOException that says what is wrong. The system property
 * {@code fuzz.mutations} says how many are tried; the Maven profile {@code fuzz} tries many.
 */
class ListFuzzTest {

    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 2000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_240_917);
    private static final String[] PIECES = {"-1", "4294967295", "99999999999999999999", "1e308", "NaN", "Infinity", "null",
        "\0",
        "\n", "\r", "\t", "\"", ",", ";", " ", "/", "..", "{", "[", ":", "#", "\u00ff", "\u0664", "true", "1.5"};

    /** A grey pixel as PNG. */
    private static final byte[] PICTURE = Base64.getDecoder()
        .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4"
            + "nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    @TempDir
    private Path folder;

    /** A kind of file: one that is right, and how it is read. */
    private record Kind(String name, byte[] content, Reader reader) {

        Kind(String name, String text, Reader reader) {
            this(name, text.getBytes(StandardCharsets.UTF_8), reader);
        }
    }

    @FunctionalInterface
    private interface Reader {
        void read(Path file) throws IOException;
    }

    private static List<Kind> kinds(Path list) throws IOException {
        List<Kind> kinds = new ArrayList<>();
        add(kinds, ListFormat.PATH_LABEL, "a/one video.mp4 0\nb.avi 1\n");
        add(kinds, ListFormat.VIDEOS, "a.mp4 0 2\nb.mp4 1\n");
        add(kinds, ListFormat.RAW_FRAMES, "a 12 0 2\nb 300 1\n");
        add(kinds, ListFormat.KINETICS_INDEXED, "video_id, num_frames, label_index\na, 300, 0\nb.mkv, 20, 1\n");
        add(kinds, ListFormat.KINETICS, "label,youtube_id,time_start,time_end,split\n\"to run, fast\",abc,1,11,train\n");
        add(kinds, ListFormat.KINETICS_UNCUT, "label,youtube_id,time_start,time_end,split\nrun,abc,1,11,train\n");
        add(kinds, ListFormat.CHARADES, "id,subject,actions\nabc,X,c001 1.5 3;c002 0 2\nabd,Y,\n");
        add(kinds, ListFormat.CHARADES_FRAMES,
            "original_vido_id video_id frame_id path labels\nabc 0 0 abc/abc-000001.jpg \"\"\nabc 0 1 abc/abc-000002.jpg \"1,2\"\n");
        add(kinds, ListFormat.JESTER, "34870;Drumming Fingers\n12;\n13\n");
        add(kinds, ListFormat.MOMENTS_IN_TIME, "a+b/c.mp4,a+b,3,0\nd/e.mp4,d,4,1\n");
        add(kinds, ListFormat.SOMETHING_SOMETHING,
            "[{\"id\":\"1\",\"label\":\"a cup\",\"template\":\"A [something]\"},{\"id\":\"2\"}]");
        add(kinds, ListFormat.DIVING48, "[{\"vid_name\":\"a_1\",\"label\":26,\"start_frame\":0,\"end_frame\":95}]");
        kinds.add(new Kind("clap_test_split1.txt", "a_clap.avi 1 \nb_clap.avi 2 \n#20.avi 0 \n",
            file -> DatasetList.read(ListFormat.HMDB51, file, null, null)));
        kinds.add(new Kind("vocabulary.json", "[[\"Back\",\"15som\"],[\"Back\",\"2som\"]]", ClassFile::read));
        kinds.add(new Kind("categories.txt", "clapping,0\npraying,1\n", ClassFile::read));
        add(kinds, ListFormat.ACTIVITYNET, "{\"database\": {\"abc\": {\"subset\": \"training\", \"duration\": 9.5,\n"
            + "\"annotations\": [{\"segment\": [0.5, 9], \"label\": \"run\"}]}}}");
        add(kinds, ListFormat.HACS_CLIPS,
            "classname,youtube_id,subset,start,end,label\nrun,abc,training,1.5,3.5,1\nrun,abd,training,1,2,-1\n");
        add(kinds, ListFormat.VIA_SEGMENTS,
            "{\"attribute\":{\"1\":{\"aname\":\"Act\",\"type\":4,\"options\":{\"1\":\"run\"}}},\n"
                + "\"file\":{\"1\":{\"fid\":1,\"fname\":\"a.mp4\"}},\"view\":{\"1\":{\"fid_list\":[1]}},\n"
                + "\"metadata\":{\"1_a\":{\"vid\":\"1\",\"z\":[0.5,2],\"xy\":[],\"av\":{\"1\":\"1\"}}}}");
        kinds.add(new Kind("names.txt", "run\nwalk fast\n", ClassFile::read));
        kinds.add(new Kind("names.json", "{\"run\": 0, \"\\\"walk fast\\\"\": 1}", ClassFile::read));
        kinds.add(new Kind("coded.txt", "c000 run\nc001 walk fast\n", ClassFile::readCoded));
        kinds.add(new Kind("classes.txt", "0 run\n1 walk\n", file -> DatasetList.read(ListFormat.VIDEOS, list, null, file)));
        kinds.add(new Kind("boxes.csv", "abc,0902,0.1,0.2,0.9,0.8,12,3\nabc,0902,0.1,0.2,0.9,0.8,14,3\n",
            file -> AvaLists.boxes(new BoxSource(file, file.getParent(), null, "", 25))));
        kinds.add(new Kind("proposals.csv", "abc,0902,0.1,0.2,0.9,0.8,,0.97\n",
            file -> AvaLists.proposals(new BoxSource(file, file.getParent(), null, "", 25))));
        for (String pickle : AvaProposalsTest.written().subList(16, 20)) {
            kinds.add(new Kind("proposals.pkl", AvaProposalsTest.pickle(pickle),
                file -> AvaLists.proposals(new BoxSource(file, file.getParent(), null, "", 25))));
        }
        kinds.add(new Kind("tracks.xml", """
            <?xml version="1.0" encoding="utf-8"?>
            <annotations><version>1.1</version><meta><task><source>a.mp4</source><start_frame>0</start_frame>
            <stop_frame>99</stop_frame><original_size><width>320</width><height>240</height></original_size></task></meta>
            <track id="0" label="person"><box frame="0" outside="0" occluded="0" keyframe="1" xtl="0.0" ytl="24.00"
            xbr="32.0" ybr="48.0"><attribute name="action">run</attribute></box><box frame="5" outside="1" occluded="0"
            keyframe="1" xtl="10.0" ytl="24.00" xbr="42.0" ybr="48.0"/></track></annotations>
            """, file -> BoxFormat.CVAT.read(new BoxSource(file, file.getParent(), null, "", 25))));
        Files.write(list.resolveSibling("a_000003.png"), PICTURE);
        VideoFile.write(list.resolveSibling("a.mp4"), 16, 16, 2, 25, (canvas, frame) -> {});
        kinds.add(new Kind("regions.csv",
            "filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,"
                + "region_attributes\na_000003.png,9,\"{}\",1,0,\"{\"\"name\"\":\"\"rect\"\",\"\"x\"\":0,\"\"y\"\":0,\"\"width\"\":1,"
                + "\"\"height\"\":1}\",\"{\"\"action\"\":\"\"run\"\"}\"\n",
            file -> BoxFormat.VIA.read(new BoxSource(file, file.getParent(), null, "", 25))));
        kinds.add(new Kind("regions.json",
            "{\"_via_img_metadata\": {\"a9\": {\"filename\": \"a_000003.png\", \"regions\": [\n"
                + "{\"shape_attributes\": {\"name\": \"rect\", \"x\": 0, \"y\": 0, \"width\": 1, \"height\": 1},\n"
                + "\"region_attributes\": {\"action\": {\"run\": true}}}]}}}",
            file -> BoxFormat.VIA.read(new BoxSource(file, file.getParent(), null, "", 25))));
        kinds.add(new Kind("via.json",
            "{\"attribute\":{\"1\":{\"aname\":\"action\",\"type\":4,\"options\":{\"1\":\"run\"}}},\n"
                + "\"file\":{\"1\":{\"fid\":1,\"fname\":\"a.mp4\"}},\"view\":{\"1\":{\"fid_list\":[1]}},\n"
                + "\"metadata\":{\"1_a\":{\"vid\":\"1\",\"z\":[0.5],\"xy\":[2,0,0,1,1],\"av\":{\"1\":\"1\"}}}}",
            file -> BoxFormat.VIA.read(new BoxSource(file, file.getParent(), null, "", 25))));
        kinds.add(new Kind("excluded.csv", "abc,0902\nabd,1000\n", AvaLists::excluded));
        kinds.add(new Kind("frames.csv", "original_vido_id video_id frame_id path labels\nabc 0 0 abc/1.jpg \"\"\n",
            file -> AvaLists.frames(file, file.getParent())));
        kinds.add(new Kind("actions.pbtxt", "item {\n  name: \"run\"\n  id: 12\n}\n", ActionNames::read));
        kinds.add(new Kind("actions.txt", "12: run\n14: walk fast\n", ActionNames::read));
        return kinds;
    }

    private static void add(List<Kind> kinds, ListFormat format, String text) {
        kinds.add(new Kind(format + (text.startsWith("[") ? ".json" : ".txt"), text,
            file -> DatasetList.read(format, file, null, null).videos()
                .forEach(video -> assertThat(video.frames()).isNotNegative())));
    }

    @Test
    void damagedListsEndInEntriesOrInWordsAboutWhatIsWrong() throws IOException {
        List<Kind> kinds = kinds(Files.writeString(folder.resolve("list"), "a.mp4 0\nb.mp4 1\n"));
        SplittableRandom random = new SplittableRandom(SEED);
        for (Kind kind : kinds) {
            assertThat(problem(kind, kind.content())).as(kind.name()).isNull();
        }
        for (int i = 0; i < MUTATIONS; i++) {
            Kind kind = kinds.get(i % kinds.size());
            byte[] text = kind.content();
            for (int damage = random.nextInt(1, 5); damage > 0; damage--) {
                text = damaged(text, kinds.get(random.nextInt(kinds.size())).content(), random);
            }
            String problem = problem(kind, text);
            if (problem != null) {
                assertThat(problem).as("%s %s", kind.name(), new String(text, StandardCharsets.ISO_8859_1))
                    .contains(kind.name()).doesNotContain("null)");
            }
        }
    }

    /** What is wrong with a file, null where nothing is. */
    private String problem(Kind kind, byte[] text) throws IOException {
        Path file = Files.write(folder.resolve(kind.name()), text);
        try {
            kind.reader().read(file);
            return null;
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return e.getMessage();
        } catch (RuntimeException e) {
            throw new AssertionError(kind.name() + ": " + new String(text, StandardCharsets.ISO_8859_1), e);
        }
    }

    private static byte[] damaged(byte[] text, byte[] other, SplittableRandom random) {
        String whole = new String(text, StandardCharsets.ISO_8859_1);
        int place = random.nextInt(whole.length() + 1);
        int end = Math.min(whole.length(), place + random.nextInt(1, 12));
        String before = whole.substring(0, place);
        String after = whole.substring(end);
        String result = switch (random.nextInt(6)) {
            case 0 -> before + after;
            case 1 -> before + whole.substring(place, end).repeat(random.nextInt(2, 20)) + after;
            case 2 -> before + PIECES[random.nextInt(PIECES.length)] + after;
            case 3 -> before + (char) random.nextInt(256) + after;
            case 4 -> before + new String(other, StandardCharsets.ISO_8859_1) + after;
            default -> before;
        };
        return result.getBytes(StandardCharsets.ISO_8859_1);
    }
}
