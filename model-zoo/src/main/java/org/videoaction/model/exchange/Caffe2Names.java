package org.videoaction.model.exchange;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Caffe2 code of VMZ (CSN) and of the SlowFast paper calls the tensors of a network. */
final class Caffe2Names {

    private static final Pattern COMPONENT = Pattern.compile("comp_(\\d+)_conv_1_w");
    private static final Pattern VMZ_HEAD = Pattern.compile("(last_out_L\\d+)_w");
    private static final Pattern LATERAL = Pattern.compile("t_res(\\d)_(\\d+)_branch2c_bn_subsample_w");
    /** The last running number of VMZ's blocks, with how many blocks res2 to res5 have. */
    private static final Map<Integer, int[]> BLOCKS = Map.of(15, new int[] {3, 4, 6, 3}, 32, new int[] {3, 4, 23, 3}, 49,
        new int[] {3, 8, 36, 3});
    /** The name of what the code does not have. */
    private static final String NONE = "";

    private Caffe2Names() {
    }

    /**
     * VMZ's names, in which blocks are numbered through the whole network and the classifier's name has the classes.
     *
     * @param name ours
     * @param names all of the file
     * @param mixed whether it is an ip-CSN
     */
    static String ofVmz(String name, Set<String> names, boolean mixed) {
        Place place = Place.of(name);
        int[] blocks = BLOCKS.getOrDefault(last(names), BLOCKS.get(15));
        if (place.kind() == Place.Kind.BLOCK && place.block() >= blocks[place.stage() - 2]) {
            return NONE;
        }
        int number = running(place, blocks);
        String layer = switch (place.kind()) {
            case STEM -> place.either("conv1_spatbn_relu", "conv1");
            case BLOCK -> place.part().equals("shortcut")
                ? "shortcut_projection_" + number + place.either("_spatbn", "")
                : "comp_" + number + place.either("_spatbn_", "_conv_") + vmzPart(place.part(), mixed);
            case HEAD -> names.stream().map(VMZ_HEAD::matcher).filter(Matcher::matches).map(m -> m.group(1)).findFirst()
                .orElse("last_out");
            case NECK, NONLOCAL, LATERAL -> NONE;
        };
        return layer + leaf(place);
    }

    private static int last(Set<String> names) {
        return names.stream().map(COMPONENT::matcher).filter(Matcher::matches).mapToInt(m -> number(m.group(1))).max()
            .orElse(0);
    }

    private static int running(Place place, int[] blocks) {
        int number = place.block();
        for (int stage = 2; stage < place.stage(); stage++) {
            number += blocks[stage - 2];
        }
        return number;
    }

    private static String vmzPart(String part, boolean mixed) {
        return switch (part) {
            case "a" -> "1";
            case "mix" -> "2_middle";
            case "b" -> mixed ? "2" : "3";
            default -> mixed ? "3" : "4";
        };
    }

    /**
     * The SlowFast paper's names; a lateral connection is called after the Fast block that it starts from.
     *
     * @param name ours
     * @param names all of the file
     */
    static String ofSlowFast(String name, Set<String> names) {
        Place place = Place.of(name);
        String pathway = place.pathwayIndex() == 1 ? "t_" : "";
        String layer = switch (place.kind()) {
            case STEM -> pathway + place.either("res_conv1_bn", place.part().isEmpty() ? "conv1" : "conv1_xy");
            case BLOCK -> pathway + "res" + place.stage() + "_" + place.block() + "_" + branch(place.part())
                + place.either("_bn", "");
            case NECK -> (place.part().equals("conv5") ? "conv_5" : "lin_5") + place.either("_bn", "");
            case NONLOCAL -> "nonlocal_conv" + place.stage() + "_" + place.block() + "_" + place.part();
            case LATERAL -> lateral(place.stage(), names) + place.either("_bn", "");
            case HEAD -> "pred";
        };
        return layer + leaf(place);
    }

    private static String branch(String part) {
        return switch (part) {
            case "shortcut" -> "branch1";
            case "squeeze" -> "branch2b_bn_fc1";
            case "excite" -> "branch2b_bn_fc2";
            default -> "branch2" + part;
        };
    }

    private static String lateral(int stage, Set<String> names) {
        if (stage == 1) {
            return "t_pool1_subsample";
        }
        int last = names.stream().map(LATERAL::matcher).filter(m -> m.matches() && number(m.group(1)) == stage)
            .mapToInt(m -> number(m.group(2))).max().orElse(0);
        return "t_res" + stage + "_" + last + "_branch2c_bn_subsample";
    }

    private static int number(String digits) {
        return digits.length() > 3 ? 0 : Integer.parseInt(digits);
    }

    private static String leaf(Place place) {
        return switch (place.leaf()) {
            case "weight" -> place.either("_s", "_w");
            case "running_mean" -> "_rm";
            case "running_var" -> "_riv";
            default -> "_b";
        };
    }
}
