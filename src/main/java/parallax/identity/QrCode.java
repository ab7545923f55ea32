package parallax.identity;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// A QR code as a page draws it.
///
/// @param size of its side with the margin, in modules
/// @param path its dark modules as the path of an SVG, one unit each
public record QrCode(int size, String path) {
    private static final int MARGIN = 4;

    static QrCode of(String text) {
        try {
            ByteMatrix modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
            var path = new StringBuilder();
            for (int y = 0; y < modules.getHeight(); y++) {
                for (int x = 0; x < modules.getWidth(); x++) {
                    if (modules.get(x, y) == 1) {
                        path.append("M%d %dh1v1h-1z".formatted(x + MARGIN, y + MARGIN));
                    }
                }
            }
            return new QrCode(modules.getWidth() + 2 * MARGIN, path.toString());
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }
}
