package org.videoaction.model.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a model reaches and what that costs.
 *
 * @param accuracy from 0 to 1
 * @param gigaFlops multiply-accumulates of one view, in billions
 * @param views of a video
 * @param megaParameters learned values, in millions
 */
public record ComparedModel(String name, double accuracy, double gigaFlops, int views, double megaParameters) {

    /** Billions of multiply-accumulates of a video. */
    public double gigaFlopsOfVideo() {
        return gigaFlops * views;
    }

    /** The models in the order of what a video costs. */
    public static List<ComparedModel> cheapestFirst(List<ComparedModel> models) {
        return models.stream().sorted(Comparator.comparingDouble(ComparedModel::gigaFlopsOfVideo)).toList();
    }

    /** Whether none of the others reaches more for as much, or as much for less, where all views of a video count. */
    public boolean isBestForItsCost(List<ComparedModel> all) {
        return isBest(all, ComparedModel::gigaFlopsOfVideo);
    }

    /** Whether none of the others reaches more for as much, or as much for less. */
    public boolean isBest(List<ComparedModel> all, ToDoubleFunction<ComparedModel> cost) {
        double own = cost.applyAsDouble(this);
        return all.stream().noneMatch(other -> other.accuracy >= accuracy && cost.applyAsDouble(other) <= own
            && (other.accuracy > accuracy || cost.applyAsDouble(other) < own));
    }
}
