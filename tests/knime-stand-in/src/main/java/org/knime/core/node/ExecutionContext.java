package org.knime.core.node;

import java.io.IOException;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStoreFactory;

/** What a node may use while it executes: progress, new tables, new file stores. */
public class ExecutionContext extends ExecutionMonitor {
    private final FileStoreFactory m_fileStores;
    private final Node m_node;

    public ExecutionContext(NodeProgressMonitor progress, Node node) {
        this(progress, node, FileStoreFactory.createNotInWorkflowFileStoreFactory());
    }

    private ExecutionContext(NodeProgressMonitor progress, Node node, FileStoreFactory fileStores) {
        super(progress);
        m_node = node;
        m_fileStores = fileStores;
    }

    public BufferedDataContainer createDataContainer(DataTableSpec spec) {
        return createDataContainer(spec, true);
    }

    public BufferedDataContainer createDataContainer(DataTableSpec spec, boolean initDomain) {
        return new BufferedDataContainer(spec, initDomain);
    }

    public BufferedDataTable createBufferedDataTable(DataTable table, ExecutionMonitor exec)
        throws CanceledExecutionException {
        BufferedDataContainer rows = createDataContainer(table.getDataTableSpec());
        for (DataRow row : table) {
            exec.checkCanceled();
            rows.addRowToTable(row);
        }
        rows.close();
        return rows.getTable();
    }

    public BufferedDataTable createVoidTable(DataTableSpec spec) {
        BufferedDataContainer rows = createDataContainer(spec);
        rows.close();
        return rows.getTable();
    }

    public BufferedDataTable createSpecReplacerTable(BufferedDataTable table, DataTableSpec spec) {
        return table.withSpec(spec);
    }

    public FileStore createFileStore(String name) throws IOException {
        return m_fileStores.createFileStore(name);
    }

    public ExecutionContext createSubExecutionContext(double share) {
        return new ExecutionContext(part(share, false), m_node, m_fileStores);
    }

    public ExecutionContext createSilentSubExecutionContext(double share) {
        return new ExecutionContext(part(share, true), m_node, m_fileStores);
    }
}
