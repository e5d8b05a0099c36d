package org.videoaction.model.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.videoaction.data.Fingerprint;
import org.videoaction.data.Pace;
import org.videoaction.data.list.Classes;
import org.videoaction.data.Progress;
import org.videoaction.data.WrongFile;
import org.videoaction.model.engine.NetworkProgram;
import org.videoaction.model.format.Tensor;
import org.videoaction.model.format.TensorFile;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.BatchNormFolding;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.network.X3d;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.ModelMetadata;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;

/**
 * Makes a model of the weights that another program saved: finds out whose they are and of which network, and gives each
 * parameter its tensor. Programs that only say how to compute a network, ONNX and TorchScript files, are taken as they are.
 */
public final class ModelImport {

    private static final X3d LARGE = (X3d) ModelZoo.entry("x3d-l").architecture();
    /** Pixels between two positions of the last stage. */
    private static final int POSITION = 32;
    /** What MMAction2 puts between regions and classifier in some detection networks. */
    private static final String SHARED_HEAD = "roi_head.shared_head.";

    private ModelImport() {
    }

    /**
     * Reads a file of weights.
     *
     * @throws IOException when it is damaged, of no known network, lacks tensors or has one of another shape; the message
     *     names the file and says which
     */
    public static ImportedModel read(Path file, ImportRequest request) throws IOException {
        return read(file, request, Progress.NONE);
    }

    /** As {@link #read(Path, ImportRequest)}, tensor by tensor, each of which {@code progress} may stop. */
    public static ImportedModel read(Path file, ImportRequest request, Progress progress) throws IOException {
        WrongFile.checkThere(file);
        ImportedModel model = model(file, request, progress);
        String hash = Fingerprint.of(file, () -> progress.report(1, "Checking " + file.getFileName()));
        return model.from(file.getFileName().toString(), hash);
    }

    private static ImportedModel model(Path file, ImportRequest request, Progress progress) throws IOException {
        if (ModelFile.isModel(file)) {
            VideoModel model = ModelFile.load(file);
            return model.isForeign() ? foreign(model, request) : saved(model, request);
        }
        if (NetworkProgram.isForeign(file)) {
            return ForeignImport.read(file, request, progress);
        }
        try (TensorFile opened = TensorFile.open(file)) {
            return opened.metadata().isEmpty() ? chosen(opened, request, progress) : exported(opened, request, progress);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("The weights in " + file + " cannot be read: " + e.getMessage()
                + (e instanceof EOFException ? "; the file is not whole: download or copy it again." : "."), e);
        }
    }

    /** The first of the networks that a file holds. */
    private static ImportedModel chosen(TensorFile file, ImportRequest request, Progress progress) throws IOException {
        try {
            List<FoundNetwork> found = FoundNetwork.in(file.states());
            if (found.isEmpty()) {
                throw new IOException(
                    "its tensors are not named as in a SlowFast, CSN, X3D or R(2+1)D network of a known program: "
                        + ImportedModel.listed(List.copyOf(file.tensors().keySet())));
            }
            NamedTensors tensors = found.get(0).tensors();
            ImportedModel model = model(tensors.with(withoutReservedClass(tensors.tensors())),
                file.configuration().map(Settings::of).orElse(Settings.NONE), request, progress);
            boolean named = request.classNames().isEmpty() && file.classNames().size() == model.model().classes().size();
            model = named ? model.called(new Classes(file.classNames())) : model;
            Set<String> beside = file.states().get(found.get(0).place()).keySet();
            return new ImportedModel(model.model(), model.origin(), remarks(file, found, beside), model.assumptions(),
                model.renewed(), leftOver(model.leftOver(), found, beside));
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(e.getMessage() + TensorFile.named(file.passedOver()), e);
        }
    }

    private static List<String> remarks(TensorFile file, List<FoundNetwork> found, Set<String> beside) {
        List<String> remarks = new ArrayList<>(FoundNetwork.remarks(found, beside));
        if (!file.passedOver().isEmpty()) {
            remarks.add("No weights, and passed over without being made: " + ImportedModel.listed(file.passedOver()));
        }
        return remarks;
    }

    /** Tensors of the chosen network's dictionary that are neither its own nor those of another network. */
    private static List<String> leftOver(List<String> unused, List<FoundNetwork> found, Set<String> beside) {
        FoundNetwork chosen = found.get(0);
        Stream<String> outside = beside.stream()
            .filter(name -> !name.startsWith(chosen.prefix()) && !WeightMapping.isBookkeeping(name));
        return Stream.concat(unused.stream(), outside).filter(name -> found.stream()
            .noneMatch(network -> network.place().equals(chosen.place()) && network.claims(name))).toList();
    }

    /** An ONNX or TorchScript file that was exported, and knows its network. */
    private static ImportedModel exported(TensorFile file, ImportRequest request, Progress progress)
        throws IOException {
        ModelMetadata metadata = ModelMetadata.read(file.metadata());
        Network network = metadata.architecture().network();
        Map<String, float[]> values = new LinkedHashMap<>();
        List<Parameter> parameters = BatchNormFolding.parameters(network);
        Pace pace = new Pace("tensors", parameters.size());
        for (Parameter parameter : parameters) {
            progress.report(pace.fraction(values.size()), pace.message(values.size()));
            Tensor tensor = file.tensors().getOrDefault(parameter.name(),
                file.tensors().get(parameter.name().replace('.', '_')));
            if (tensor == null || tensor.size() != parameter.size()) {
                throw new IOException("its tensor " + parameter.name() + (tensor == null ? " is missing"
                    : " is " + tensor.shape() + "; the network needs " + parameter.shape()));
            }
            values.put(parameter.name(), tensor.values());
        }
        VideoModel model = new VideoModel(metadata.architecture(), metadata.preprocessing(), metadata.input(),
            metadata.test(), metadata.classes(), BatchNormFolding.unfolded(network, new Weights(values)), List.of())
            .from(ModelMetadata.provenance(file.metadata()));
        return saved(model, request)
            .assuming("the statistics of batch normalization, which an exported file has folded into "
                + "the convolutions (it scores the same; training further starts them anew)");
    }

    /** A model file with another program's network, of which only the names of the classes can be replaced. */
    private static ImportedModel foreign(VideoModel model, ImportRequest request) throws IOException {
        if (request.wantedClasses() > 0 && request.wantedClasses() != model.classes().size()) {
            throw new IOException(((ForeignNetwork) model.architecture()).refusal() + " It has " + model.classes().size()
                + " classes, not " + request.wantedClasses() + ".");
        }
        return new ImportedModel(request.classNames().isEmpty() ? model : model.called(request.classNames()),
            CodeBase.OURS.title(), List.of(), List.of(), List.of(), List.of());
    }

    /** One of our own models, which knows its network. */
    private static ImportedModel saved(VideoModel model, ImportRequest request) {
        int classes = request.wantedClasses() > 0 ? request.wantedClasses() : model.classes().size();
        boolean same = classes == model.classes().size();
        Architecture architecture = same ? model.architecture()
            : model.architecture().with(model.architecture().head(), classes);
        Map<String, float[]> values = new LinkedHashMap<>(model.weights().values());
        List<String> renewed = new ArrayList<>();
        if (!same) {
            Weights.initial(architecture.network(), request.seed()).values().forEach((name, fresh) -> {
                if (name.startsWith(WeightMapping.HEAD)) {
                    values.put(name, fresh);
                    renewed.add(name);
                }
            });
        }
        List<String> assumptions = request.network().map(entry -> List.of("it has its own network, whatever is chosen"))
            .orElse(List.of());
        Classes names = same && request.classNames().isEmpty() ? model.classes() : names(request, classes);
        int side = request.side();
        VideoModel.Input input = side == 0 ? model.input()
            : new VideoModel.Input(model.input().frames(), side, side, model.input().stride());
        return new ImportedModel(new VideoModel(architecture, request.preprocessing().orElse(model.preprocessing()), input,
            side == 0 ? model.test() : TestProtocol.of(input), names, new Weights(values),
            same ? model.history() : List.of(),
            same && request.preprocessing().isEmpty() ? model.quantization() : Optional.empty(), Optional.empty(),
            model.provenance()),
            CodeBase.OURS.title(),
            List.of(), assumptions,
            renewed, List.of());
    }

    private static Classes names(ImportRequest request, int classes) {
        return request.classNames().isEmpty() ? Classes.numbered(classes) : request.classNames();
    }

    /** The first class of MMAction2's detection networks is reserved and stands for nothing. */
    private static Map<String, Tensor> withoutReservedClass(Map<String, Tensor> tensors) throws IOException {
        if (!tensors.containsKey(MmactionNames.DETECTION_HEAD + ".weight")) {
            return tensors;
        }
        if (tensors.keySet().stream().anyMatch(name -> name.startsWith(SHARED_HEAD))) {
            throw new IOException("its head has more than a classifier (ACRN or a feature bank), which is not known here");
        }
        Map<String, Tensor> actions = new LinkedHashMap<>(tensors);
        actions.replaceAll((name, tensor) -> name.startsWith(MmactionNames.DETECTION_HEAD) && !tensor.shape().isEmpty()
            && tensor.shape().get(0) > 0 ? tensor.withoutFirst() : tensor);
        return actions;
    }

    private static ImportedModel model(NamedTensors tensors, Settings settings, ImportRequest request, Progress progress)
        throws IOException {
        int classes = classes(tensors, request);
        NetworkInference inference = new NetworkInference(tensors, settings, classes);
        Architecture inferred = request.network().isPresent()
            ? asked(request.network().get(), tensors, classes) : inference.network();
        List<String> assumptions = new ArrayList<>(inference.assumptions());
        ModelZoo.Entry usual = request.network().orElseGet(() -> usual(tensors.family(), inferred));
        int trained = settings.side() > 0 ? settings.side() : usual.side();
        VideoModel.Input input = input(usual, trained, settings, request, assumptions);
        TestProtocol test = test(tensors.codeBase(), trained, settings, request, input);
        Architecture architecture = headAt(test.crop(), trained, inferred, tensors.codeBase());
        WeightMapping mapping = new WeightMapping(tensors, architecture);
        Weights weights = mapping.weights(request.seed(), progress);
        Preprocessing preprocessing = request.preprocessing().orElse(null);
        if (preprocessing == null) {
            preprocessing = preprocessing(tensors, settings, assumptions);
        }
        VideoModel model = new VideoModel(architecture, preprocessing, input, test, names(request, classes), weights,
            List.of());
        return new ImportedModel(model, tensors.codeBase().title(), List.of(), assumptions, mapping.renewed(),
            mapping.leftOver());
    }

    private static int classes(NamedTensors tensors, ImportRequest request) throws IOException {
        int classes = request.wantedClasses() > 0 ? request.wantedClasses() : tensors.side("head.fc.bias", 0);
        if (classes == 0) {
            throw new IOException("it has no classifier; say how many classes a new one shall have");
        }
        return classes;
    }

    private static Architecture asked(ModelZoo.Entry entry, NamedTensors tensors, int classes) throws IOException {
        if (tensors.family() == Family.X3D) {
            return askedX3d(entry, tensors, classes);
        }
        try {
            return entry.architecture(tensors.side(tensors.family().prefix() + "stem.conv.weight", 0), classes);
        } catch (IllegalArgumentException e) {
            throw new IOException("its tensors are not those of " + entry.name() + ": " + e.getMessage(), e);
        }
    }

    /** All of an X3D shows in its tensors; what is asked for says what clips it takes. */
    private static Architecture askedX3d(ModelZoo.Entry entry, NamedTensors tensors, int classes) throws IOException {
        X3d found = (X3d) new NetworkInference(tensors, Settings.NONE, classes).network();
        if (entry.architecture() instanceof X3d published
            && published.stages().stream().map(X3d.Stage::blocks).toList()
                .equals(found.stages().stream().map(X3d.Stage::blocks).toList())) {
            return found;
        }
        throw new IOException("its tensors are not those of " + entry.name());
    }

    /** Clips that are larger than in training are meant for testing; others are tested on the next larger ones. */
    private static TestProtocol test(CodeBase program, int trained, Settings settings, ImportRequest request,
        VideoModel.Input input) {
        if (program == CodeBase.OURS) {
            return TestProtocol.of(input);
        }
        int side = request.side() > trained ? request.side() : TestProtocol.shortSide(input.width());
        return settings.test(program, side, request.side() > 0 && request.side() != trained)
            .protocol(input.frames(), input.stride());
    }

    /** PySlowFast's head looks through a window of the training's size: it takes larger clips' classes place by place. */
    private static Architecture headAt(int side, int trained, Architecture architecture, CodeBase program) {
        Head head = architecture.head();
        // rounded down by PySlowFast's other networks
        int window = (architecture instanceof X3d ? trained + POSITION - 1 : trained) / POSITION;
        boolean windowed = program.testsAsPySlowFast() && side > trained && window > 0;
        return windowed && head.window() == 0 && !head.detects()
            ? architecture.with(new Head(window, head.labels(), head.regions()), architecture.classes()) : architecture;
    }

    /** The published network that says what clips such tensors mostly take; those of X3D XS, S and M are the same. */
    private static ModelZoo.Entry usual(Family family, Architecture architecture) {
        return ModelZoo.entry(switch (family) {
            case SLOW -> "slow-8x8-r50";
            case X3D -> ((X3d) architecture).stages().equals(LARGE.stages()) ? "x3d-l" : "x3d-m";
            case R2PLUS1D_BOTTLENECK -> "r2plus1d-r50";
            case R2PLUS1D_BASIC -> "r2plus1d-34";
            case SLOWFAST -> "slowfast-8x8-r50";
            case FAST -> "fast-32x2-r50";
            case IP_CSN, IR_CSN -> "ir-csn-50";
        });
    }

    private static VideoModel.Input input(ModelZoo.Entry usual, int trained, Settings settings, ImportRequest request,
        List<String> assumptions) {
        int side = request.side() > 0 ? request.side() : trained;
        VideoModel.Input input = new VideoModel.Input(usual.frames(), side, side, usual.stride());
        if (request.network().isPresent()) {
            return input;
        }
        if (settings.frames() > 0 && settings.stride() > 0) {
            return new VideoModel.Input(settings.frames(), side, side, settings.stride());
        }
        assumptions.add("clips have " + usual.frames() + " frames with a stride of " + usual.stride() + " and " + side
            + " x " + side + " pixels");
        return input;
    }

    private static Preprocessing preprocessing(NamedTensors tensors, Settings settings, List<String> assumptions) {
        if (settings.preprocessing() != null) {
            return settings.preprocessing();
        }
        CodeBase codeBase = tensors.codeBase();
        Preprocessing usual = codeBase.preprocessing(tensors.family());
        assumptions.add("bytes are normalized as " + codeBase.title() + " mostly does, with mean " + rounded(usual.mean())
            + " and deviation " + rounded(usual.deviation()));
        return usual;
    }

    private static List<Double> rounded(List<Double> values) {
        return values.stream().map(value -> Math.round(value * 1e4) / 1e4).toList();
    }
}
