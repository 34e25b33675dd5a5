package dev.telegramlake.schema;

/// The types that columns of the table have, with their names in the Glue Data Catalog.
public enum ColumnType {
    BIGINT("bigint"),
    INT("int"),
    BOOLEAN("boolean"),
    STRING("string"),
    /// Without a time zone; the values are UTC with milliseconds.
    TIMESTAMP("timestamp"),
    STRINGS("array<string>"),
    BIGINTS("array<bigint>"),
    INTS("array<int>");

    private final String glueName;

    ColumnType(String glueName) {
        this.glueName = glueName;
    }

    /// The type as the Glue Data Catalog, Athena's DDL and Hive write it.
    public String glueName() {
        return glueName;
    }
}
