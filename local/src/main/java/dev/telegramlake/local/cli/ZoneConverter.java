package dev.telegramlake.local.cli;

import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A time zone, as `--zone` names it.
final class ZoneConverter implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String value) {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException unknown) {
            throw new TypeConversionException(
                    "'%s' is not a time zone such as UTC or America/Sao_Paulo".formatted(value));
        }
    }
}
