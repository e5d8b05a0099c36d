package org.videoaction.knime.preferences;

import java.util.Optional;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.BooleanFieldEditor;
import org.eclipse.jface.preference.DirectoryFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.StringFieldEditor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.videoaction.model.torch.TorchFolder;

/**
 * The preferences of this extension: the folder of a libtorch for GPUs, where published weights come from, and where copies of
 * videos go.
 */
public final class VideoActionPreferencePage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

    public VideoActionPreferencePage() {
        super(GRID);
    }

    @Override
    public void init(IWorkbench workbench) {
        setPreferenceStore(new ScopedPreferenceStore(InstanceScope.INSTANCE, Preferences.PLUGIN));
        setDescription("""
            For GPUs of NVIDIA: the folder lib of an installed PyTorch 2.7.1 for CUDA 12.8, or of that libtorch. Where it \
            is empty the extension's own libtorch computes, on the CPU.

            The variable PYTORCH_LIBRARY_PATH of the environment, or of knime.ini, goes before it. Once a node has \
            computed, KNIME has to be started again for a change to count.

            Published weights and copies of videos are kept below the home folder where nothing else is said.
            """);
    }

    @Override
    protected void createFieldEditors() {
        addField(new TorchFolderEditor(getFieldEditorParent()));
        addField(
            new DirectoryFieldEditor(WeightsPreference.CACHE, "Downloaded &weights are kept in:", getFieldEditorParent()));
        addField(new DirectoryFieldEditor(WeightsPreference.OFFLINE, "Folder of weights to look into &first:",
            getFieldEditorParent()));
        addField(new StringFieldEditor(WeightsPreference.MIRROR, "&Mirror (https://...):", getFieldEditorParent()));
        addField(new BooleanFieldEditor(WeightsPreference.NO_DOWNLOADS, "&Download no weights", getFieldEditorParent()));
        addField(new DirectoryFieldEditor(VideosPreference.CACHE, "Copies of &videos from servers are kept in:",
            getFieldEditorParent()));
    }

    /** Takes nothing that would be refused when libtorch is loaded. */
    private static final class TorchFolderEditor extends DirectoryFieldEditor {

        TorchFolderEditor(Composite parent) {
            init(TorchPreference.FOLDER, "PyTorch's folder &lib:");
            setChangeButtonText(JFaceResources.getString("openBrowse"));
            setValidateStrategy(VALIDATE_ON_KEY_STROKE);
            createControl(parent);
        }

        @Override
        protected boolean doCheckState() {
            Optional<String> problem = TorchFolder.problem(getTextControl().getText());
            problem.ifPresent(this::setErrorMessage);
            return problem.isEmpty();
        }
    }
}
