package parallax.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Why a file or folder could not be used, in words.
final class Reason {
    private Reason() {}

    static String of(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written";
            case NoSuchFileException missing -> missing.getFile() + " does not exist and cannot be made";
            case FileAlreadyExistsException file -> file.getFile() + " is a file and no folder";
            case NotDirectoryException file -> file.getFile() + " is a file and no folder";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            case IOException other -> String.valueOf(other.getMessage());
        };
    }
}
