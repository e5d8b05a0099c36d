package org.videoaction.knime.learn;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;

/** The parts of the dialog of the Video Model Zoo. */
interface VideoModelZooLayout {

    @Section(title = "Network")
    interface Network {}

    @Section(title = "Clips")
    @Advanced
    @Effect(predicate = PublishedNetworkParameters.IsRandom.class, type = EffectType.SHOW)
    @After(Network.class)
    interface Clips {}

    @Section(title = "Pathways of SlowFast networks")
    @Advanced
    @Effect(predicate = PublishedNetworkParameters.IsRandom.class, type = EffectType.SHOW)
    @After(Clips.class)
    interface Pathways {}

    @Section(title = "Where weights come from")
    @Advanced
    @Effect(predicate = PublishedNetworkParameters.IsPublished.class, type = EffectType.SHOW)
    @After(Pathways.class)
    interface Source {}
}
