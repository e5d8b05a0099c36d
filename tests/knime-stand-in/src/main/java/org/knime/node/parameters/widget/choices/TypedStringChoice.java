package org.knime.node.parameters.widget.choices;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.node.workflow.FlowVariable;

/** A text of some type to choose, such as a column. */
public record TypedStringChoice(String id, String text, PossibleTypeValue type) {
    public static TypedStringChoice fromColSpec(DataColumnSpec column) {
        return new TypedStringChoice(column.getName(), column.getName(),
            new PossibleTypeValue(column.getType().getIdentifier(), column.getType().getName()));
    }

    public static TypedStringChoice fromFlowVariable(FlowVariable variable) {
        String type = variable.getVariableType().getIdentifier();
        return new TypedStringChoice(variable.getName(), variable.getName(), new PossibleTypeValue(type, type));
    }

    /** A type that a choice can have. */
    public record PossibleTypeValue(String id, String text) {}
}
