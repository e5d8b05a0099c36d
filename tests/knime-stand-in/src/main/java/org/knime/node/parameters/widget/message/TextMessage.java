package org.knime.node.parameters.widget.message;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;

/** Shows a message in the dialog. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface TextMessage {
    Class<? extends StateProvider<Optional<Message>>> value();

    /** A message in the dialog. */
    record Message(String title, String description, MessageType type) {}

    /** How serious a message is. */
    enum MessageType {
        INFO,
        SUCCESS,
        WARNING,
        ERROR
    }

    /** Gives a message that never changes, where it applies. */
    interface SimpleTextMessageProvider extends StateProvider<Optional<Message>> {
        boolean showMessage(NodeParametersInput input);

        String title();

        String description();

        MessageType type();

        @Override
        default void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
        }

        @Override
        default Optional<Message> computeState(NodeParametersInput input) {
            return showMessage(input) ? Optional.of(new Message(title(), description(), type())) : Optional.empty();
        }
    }
}
