package org.videoaction.data.list;

import java.util.List;

/**
 * The boxes of a list.
 *
 * @param remarks what a person should know of how the list was read
 */
public record BoxList(List<ListedBox> boxes, List<String> remarks) {

    public BoxList {
        boxes = List.copyOf(boxes);
        remarks = List.copyOf(remarks);
    }
}
