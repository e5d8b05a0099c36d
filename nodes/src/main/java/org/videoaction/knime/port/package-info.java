/** What flows between the nodes beside tables: clips and models, as port objects whose files KNIME keeps. */
package org.videoaction.knime.port;
