package org.videoaction.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Work of the product that keeps in a folder how far it is, and goes on there when the same command is given again. */
interface Resumable {

    String name();

    /**
     * @param kept the folder where it keeps how far it is
     * @param out a folder for its results and all else
     */
    Product.Command command(Path kept, Path out);

    /** What was reached at the end, without what clocks say: equal where it is bit-equal. */
    List<?> result(Path kept, Path out) throws IOException;

    /** What was done and kept so far; work that goes on there ends with a list that begins so. */
    List<String> done(Path kept) throws IOException;

    /** Whether something half written lies in the folder. */
    boolean isHalf(Path kept) throws IOException;
}
