package org.videoaction.knime.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.persistence.NodeParametersPersistor;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.videoaction.knime.Computed;

/**
 * A column that is chosen from one list: {@link #AUTOMATIC}, {@link #NONE} where the node can do without, and the columns.
 *
 * @param usual the column that automatic stands for, where the table has it
 * @param named the column of a name
 * @param holds whether a column can have such values
 * @param role what the column is for, as in "Choose its label column."
 * @param values what it has to hold, as in "not texts"
 * @param <V> the values
 */
public record ColumnChoice<V>(Column<V> usual, Function<String, Column<V>> named, Predicate<DataType> holds, String role,
    String values) {

    /** The usual column, where the table has it. */
    public static final String AUTOMATIC = "(automatic)";
    /** No column, whatever the table has. */
    public static final String NONE = "(none)";

    /** The list of a dialog; it has no columns where something else than a table is connected. */
    public abstract static class Choices extends Computed<List<StringChoice>> implements StringChoicesProvider {

        private final int port;
        private final boolean canBeNone;
        private final Predicate<DataType> holds;

        /** @param port the input, counted from 0 */
        protected Choices(int port, boolean canBeNone, Predicate<DataType> holds) {
            this.port = port;
            this.canBeNone = canBeNone;
            this.holds = holds;
        }

        @Override
        protected final List<StringChoice> compute(NodeParametersInput input) {
            List<String> choices = new ArrayList<>(canBeNone ? List.of(AUTOMATIC, NONE) : List.of(AUTOMATIC));
            input.getInPortSpec(port).filter(DataTableSpec.class::isInstance).map(DataTableSpec.class::cast)
                .ifPresent(table -> table.stream().filter(column -> holds.test(column.getType()))
                    .map(DataColumnSpec::getName).forEach(choices::add));
            return choices.stream().map(StringChoice::fromId).toList();
        }
    }

    /** Saves a choice as version 1.0.0 did, in two settings: whether a column is used, and which. */
    public abstract static class InTwoSettings implements NodeParametersPersistor<String> {

        private static final String USE_AUTOMATIC = "AUTOMATIC";
        private static final String USE_NONE = "NONE";
        private static final String USE_CHOSEN = "CHOSEN";

        private final String use;
        private final String column;
        private final String usual;

        /** @param usual the name that is saved while no column is chosen */
        protected InTwoSettings(String use, String column, String usual) {
            this.use = use;
            this.column = column;
            this.usual = usual;
        }

        /** Where it is not said whether a column is used, the one that is named is; without a name there is none. */
        @Override
        public final String load(NodeSettingsRO settings) throws InvalidSettingsException {
            String name = settings.getString(column, usual);
            return switch (settings.getString(use, USE_CHOSEN)) {
                case USE_AUTOMATIC -> AUTOMATIC;
                case USE_NONE -> NONE;
                case USE_CHOSEN -> name == null || name.isEmpty() ? NONE : name;
                default -> throw new InvalidSettingsException("The setting " + use + " is " + settings.getString(use)
                    + ". Set it to " + USE_AUTOMATIC + ", " + USE_CHOSEN + " or " + USE_NONE + ".");
            };
        }

        @Override
        public final void save(String choice, NodeSettingsWO settings) {
            boolean isAutomatic = AUTOMATIC.equals(choice);
            boolean isNone = NONE.equals(choice);
            settings.addString(use, isAutomatic ? USE_AUTOMATIC : isNone ? USE_NONE : USE_CHOSEN);
            settings.addString(column, isAutomatic || isNone ? usual : choice);
        }

        @Override
        public final String[][] getConfigPaths() {
            return new String[][] {{use}, {column}};
        }
    }

    /**
     * The column of a table; empty for none, and where automatic finds none.
     *
     * @throws InvalidSettingsException when the table lacks the column that was chosen, or it holds something else
     */
    public Optional<Column<V>> in(DataTableSpec table, String choice) throws InvalidSettingsException {
        if (NONE.equals(choice)) {
            return Optional.empty();
        }
        if (AUTOMATIC.equals(choice)) {
            return Optional.of(usual).filter(column -> table.containsName(column.name())
                && holds.test(table.getColumnSpec(column.name()).getType()));
        }
        String name = usual.chosenIn(table, choice);
        DataColumnSpec there = name == null ? null : table.getColumnSpec(name);
        if (there == null) {
            throw new InvalidSettingsException(
                "The input table has no column " + choice + ". Choose its " + role + " column.");
        }
        if (!holds.test(there.getType())) {
            throw new InvalidSettingsException("The " + role + " column " + name + " holds " + there.getType() + ", not "
                + values + ".");
        }
        return Optional.of(named.apply(name));
    }

    /** The same where there has to be one. */
    public Column<V> requiredIn(DataTableSpec table, String choice) throws InvalidSettingsException {
        return in(table, choice).orElseThrow(() -> new InvalidSettingsException("The input table has no column "
            + usual.name() + " of " + values + ". Choose its " + role + " column."));
    }
}
