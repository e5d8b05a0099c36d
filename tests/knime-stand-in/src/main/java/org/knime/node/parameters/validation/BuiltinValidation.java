package org.knime.node.parameters.validation;

/** A check that the dialog knows. */
public interface BuiltinValidation {
    Object getParameters();

    String getErrorMessage();
}
