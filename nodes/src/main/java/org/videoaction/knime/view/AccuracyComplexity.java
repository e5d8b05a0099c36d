package org.videoaction.knime.view;

import java.util.List;
import java.util.function.Function;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.model.metrics.ComparedModel;

/**
 * The accuracy of models against what they cost.
 *
 * @param measure what their accuracy is, such as "Top-1"
 */
public record AccuracyComplexity(String measure, List<Model> models) {

    static final ViewPage PAGE = new ViewPage("accuracy-complexity", "Accuracy against complexity");

    /**
     * A model.
     *
     * @param accuracy between 0 and 1
     * @param gigaFlops multiply-accumulates of one view in billions
     * @param views how many views of a video were averaged
     * @param megaParameters learned values in millions
     * @param bestOfVideos whether no other reaches more for as much, or as much for less, where a video's views all count
     * @param bestOfViews the same where one view counts
     */
    public record Model(String name, double accuracy, double gigaFlops, int views, double megaParameters,
        boolean bestOfVideos, boolean bestOfViews) {}

    static AccuracyComplexity of(String measure, List<ComparedModel> models) {
        return new AccuracyComplexity(measure, models.stream().map(model -> new Model(model.name(), model.accuracy(),
            model.gigaFlops(), model.views(), model.megaParameters(), model.isBestForItsCost(models),
            model.isBest(models, ComparedModel::gigaFlops))).toList());
    }

    /**
     * @param measure what the models' accuracy is
     * @param data the models, of the objects that the node keeps
     */
    public static DefaultView declare(RequireViewParameters view, String measure,
        Function<PortObject[], List<ComparedModel>> data) {
        return PAGE.declare(view, """
            The models' accuracy over their multiply-accumulates, of one view or of all views of a video; a circle is as
            large as the model has parameters, and a line joins those that are best for their cost.
            """, kept -> of(measure, data.apply(kept)));
    }
}
