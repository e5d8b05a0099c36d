package org.videoaction.model.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.videoaction.model.format.Tensor;

/**
 * A file's tensors, seen through a code base's names: they are asked for by ours.
 *
 * @param names the code base's name of a tensor that we call so
 */
record NamedTensors(CodeBase codeBase, Family family, UnaryOperator<String> names, Map<String, Tensor> tensors) {

    /** The view that fits, nothing when the tensors are of no known network. */
    static Optional<NamedTensors> recognised(Map<String, Tensor> tensors) {
        return candidates(tensors).filter(candidate -> candidate.family.fits(candidate)).findFirst();
    }

    /** What the first tensors of networks are called by the known programs. */
    static Set<String> stems(Map<String, Tensor> tensors) {
        return candidates(tensors).flatMap(candidate -> candidate.stems().stream()).collect(Collectors.toSet());
    }

    /** What its own first tensors are called, one a pathway. */
    Set<String> stems() {
        return family == Family.SLOWFAST ? Set.of(theirs("slow.stem.conv.weight"), theirs("fast.stem.conv.weight"))
            : Set.of(theirs(family.prefix() + "stem.conv.weight"));
    }

    /** From the more special to the more general. */
    private static Stream<NamedTensors> candidates(Map<String, Tensor> tensors) {
        Set<String> keys = tensors.keySet();
        boolean detection = keys.contains(PyTorchVideoNames.DETECTION_HEAD + ".weight")
            || keys.contains(MmactionNames.DETECTION_HEAD + ".weight");
        return Stream.of(
            of(CodeBase.OURS, Family.X3D, UnaryOperator.identity(), tensors),
            of(CodeBase.OURS, Family.R2PLUS1D_BOTTLENECK, UnaryOperator.identity(), tensors),
            of(CodeBase.OURS, Family.R2PLUS1D_BASIC, UnaryOperator.identity(), tensors),
            of(CodeBase.OURS, Family.SLOWFAST, UnaryOperator.identity(), tensors),
            of(CodeBase.OURS, Family.SLOW, UnaryOperator.identity(), tensors),
            of(CodeBase.OURS, Family.FAST, UnaryOperator.identity(), tensors),
            of(CodeBase.OURS, Family.IP_CSN, UnaryOperator.identity(), tensors),
            of(CodeBase.OURS, Family.IR_CSN, UnaryOperator.identity(), tensors),
            of(CodeBase.MMACTION2, Family.X3D, MmactionNames.ofExpanded()::of, tensors),
            of(CodeBase.MMACTION2, Family.SLOWFAST, MmactionNames.ofPathways(true, detection)::of, tensors),
            of(CodeBase.MMACTION2, Family.IP_CSN, new MmactionNames(false, true, true)::of, tensors),
            of(CodeBase.MMACTION2, Family.IR_CSN, new MmactionNames(false, true, false)::of, tensors),
            of(CodeBase.MMACTION2, Family.SLOW, MmactionNames.ofPathways(false, detection)::of, tensors),
            of(CodeBase.PYSLOWFAST, Family.X3D, PySlowFastNames::of, tensors),
            of(CodeBase.PYSLOWFAST, Family.SLOWFAST, PySlowFastNames::of, tensors),
            of(CodeBase.PYSLOWFAST, Family.SLOW, PySlowFastNames::of, tensors),
            of(CodeBase.PYSLOWFAST, Family.FAST, PySlowFastNames::of, tensors),
            of(CodeBase.PADDLEVIDEO, Family.SLOWFAST, PaddleVideoNames::of, tensors),
            of(CodeBase.PYTORCHVIDEO, Family.X3D, PyTorchVideoNames.ofExpanded()::of, tensors),
            of(CodeBase.PYTORCHVIDEO, Family.R2PLUS1D_BOTTLENECK, PyTorchVideoNames.ofFactorised()::of, tensors),
            of(CodeBase.PYTORCHVIDEO, Family.SLOWFAST, new PyTorchVideoNames(true, detection)::of, tensors),
            of(CodeBase.PYTORCHVIDEO, Family.SLOW, new PyTorchVideoNames(false, detection)::of, tensors),
            of(CodeBase.PYTORCHVIDEO, Family.IR_CSN, new PyTorchVideoNames(false, detection)::of, tensors),
            of(CodeBase.VMZ, Family.R2PLUS1D_BASIC, VmzNames.ofFactorised()::of, tensors),
            of(CodeBase.VMZ, Family.IP_CSN, new VmzNames(true)::of, tensors),
            of(CodeBase.VMZ, Family.IR_CSN, new VmzNames(false)::of, tensors),
            of(CodeBase.VMZ_CAFFE2, Family.IP_CSN, name -> Caffe2Names.ofVmz(name, keys, true), tensors),
            of(CodeBase.VMZ_CAFFE2, Family.IR_CSN, name -> Caffe2Names.ofVmz(name, keys, false), tensors),
            of(CodeBase.SLOWFAST_CAFFE2, Family.X3D, name -> Caffe2Names.ofSlowFast(name, keys), tensors),
            of(CodeBase.SLOWFAST_CAFFE2, Family.SLOWFAST, name -> Caffe2Names.ofSlowFast(name, keys), tensors),
            of(CodeBase.SLOWFAST_CAFFE2, Family.SLOW, name -> Caffe2Names.ofSlowFast(name, keys), tensors));
    }

    private static NamedTensors of(CodeBase codeBase, Family family, UnaryOperator<String> names,
        Map<String, Tensor> tensors) {
        return new NamedTensors(codeBase, family, names, tensors);
    }

    /** Other tensors under the same names. */
    NamedTensors with(Map<String, Tensor> others) {
        return new NamedTensors(codeBase, family, names, others);
    }

    /** @param name ours */
    boolean has(String name) {
        return tensors.containsKey(theirs(name));
    }

    /** What the file calls it. */
    String theirs(String name) {
        return names.apply(name);
    }

    /** @return null when there is none */
    Tensor tensor(String name) {
        return tensors.get(theirs(name));
    }

    /** One side of a tensor, 0 when there is no such tensor or side. */
    int side(String name, int dimension) {
        Tensor tensor = tensor(name);
        List<Integer> shape = tensor == null ? List.of() : tensor.shape();
        return dimension < shape.size() ? shape.get(dimension) : 0;
    }
}
