/** The nodes that read lists of videos and models and write models, and how dialogs and tables name files. */
package org.videoaction.knime.io;
