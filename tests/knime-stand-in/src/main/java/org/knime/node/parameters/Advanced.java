package org.knime.node.parameters;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Hides a parameter or section unless all are asked for. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Advanced {
}
