package org.knime.node.parameters.array;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a list of parameter groups is shown. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface ArrayWidget {
    ElementLayout elementLayout() default ElementLayout.VERTICAL_CARD;

    String addButtonText() default "";

    String elementTitle() default "";

    boolean showSortButtons() default false;

    boolean hasFixedSize() default false;

    /** How one element is laid out. */
    enum ElementLayout {
        VERTICAL_CARD,
        HORIZONTAL_SINGLE_LINE
    }
}
