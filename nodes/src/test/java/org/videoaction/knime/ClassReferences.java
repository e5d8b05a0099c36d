package org.videoaction.knime;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a class file names of other classes: its constant pool, by chapter 4.4 of the JVM's specification. */
final class ClassReferences {

    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L(org/knime/[\\w/$]+)[;<]");

    /** A field or method of a class; the descriptor is that of the class file. */
    record Member(String owner, String name, String descriptor) {}

    private final Object[] pool;
    private final byte[] tags;

    private ClassReferences(Path file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
        in.skipBytes(8);
        pool = new Object[in.readUnsignedShort()];
        tags = new byte[pool.length];
        for (int i = 1; i < pool.length; i++) {
            tags[i] = in.readByte();
            switch (tags[i]) {
                case 1 -> pool[i] = in.readUTF();
                case 3, 4 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++;
                }
                case 7, 8, 16, 19, 20 -> pool[i] = in.readUnsignedShort();
                case 9, 10, 11, 12, 17, 18 -> pool[i] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
                case 15 -> in.skipBytes(3);
                default -> throw new IOException("constant of kind " + tags[i] + " in " + file);
            }
        }
    }

    static ClassReferences of(Path file) throws IOException {
        return new ClassReferences(file);
    }

    private String text(int index) {
        return (String) pool[index];
    }

    /** KNIME's classes, also those in signatures and annotations, by their binary names. */
    Set<String> knimeClasses() {
        Set<String> classes = new TreeSet<>();
        for (int i = 1; i < pool.length; i++) {
            if (tags[i] == 7 && text((int) pool[i]).startsWith("org/knime/")) {
                classes.add(text((int) pool[i]).replace('/', '.'));
            } else if (tags[i] == 1) {
                Matcher named = IN_DESCRIPTOR.matcher(text(i));
                while (named.find()) {
                    classes.add(named.group(1).replace('/', '.'));
                }
            }
        }
        return classes;
    }

    List<Member> knimeMembers() {
        List<Member> members = new ArrayList<>();
        for (int i = 1; i < pool.length; i++) {
            if (tags[i] >= 9 && tags[i] <= 11) {
                int[] reference = (int[]) pool[i];
                int[] nameAndType = (int[]) pool[reference[1]];
                String owner = text((int) pool[reference[0]]).replace('/', '.');
                if (owner.startsWith("org.knime.")) {
                    members.add(new Member(owner, text(nameAndType[0]), text(nameAndType[1])));
                }
            }
        }
        return members;
    }
}
