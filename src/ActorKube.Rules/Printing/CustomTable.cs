using System.Collections.Immutable;
using System.Text.Json;

namespace ActorKube.Rules.Printing;

/// <summary>Objects of a custom kind, by the columns of its definition.</summary>
/// <remarks>Source: tableconvertor of k8s.io/apiextensions-apiserver, as of 1.32.</remarks>
internal static class CustomTable
{
    internal static ResourceTable Of(ImmutableArray<PrinterColumn> columns)
    {
        var paths = columns.Select(column => (column.Type, Path: JsonPath.TryParse(column.JsonPath, out var path) ? path : null)).ToImmutableArray();
        return new([TableColumn.OfName, .. columns.Select(Heading)], row =>
        {
            row.Name();
            foreach (var (type, path) in paths)
                Print(row, type, path?.First(row.Root) ?? default);
        });
    }

    private static TableColumn Heading(PrinterColumn column) => new(column.Name, column.Type, column.Format,
        column.Description.Length > 0 ? column.Description : $"The object's {column.JsonPath}.", column.Priority);

    /// <summary>A value that doesn't suit the column's type leaves the cell empty.</summary>
    private static Row Print(Row row, string type, JsonElement value) => (type, value.ValueKind) switch
    {
        (_, JsonValueKind.Undefined or JsonValueKind.Null) => row.Null(),
        ("string", JsonValueKind.String) => row.Text(value.GetString()!),
        ("string", _) => row.Text(value.GetRawText()),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => row.Flag(value.GetBoolean()),
        ("integer", JsonValueKind.Number) when Whole(value) is { } number => row.Number(number),
        ("number", JsonValueKind.Number) when value.TryGetDouble(out var number) && double.IsFinite(number) => row.Fraction(number),
        ("date", JsonValueKind.String) => row.Text(value.AsTime() is { } time ? row.Since(time) : "<invalid>"),
        _ => row.Null(),
    };

    private static long? Whole(JsonElement value) => value.TryGetInt64(out var whole) ? whole
        : value.TryGetDouble(out var fraction) && Math.Abs(fraction) < long.MaxValue ? (long)fraction
        : null;
}
