using System.Collections.Immutable;
using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Printing;

/// <summary>How objects of one kind are printed as rows of a Table: the columns, and the cells of an object at a time. Pure; safe to share.</summary>
public sealed class ResourceTable
{
    private readonly Action<ApiObject, DateTimeOffset, Utf8JsonWriter> _write;

    /// <summary>A table whose cells are written from the snapshot alone.</summary>
    internal ResourceTable(ImmutableArray<TableColumn> columns, Action<ApiObject, DateTimeOffset, Utf8JsonWriter> write)
    {
        Columns = columns;
        _write = write;
    }

    /// <summary>A table whose cells are written from the object's fields.</summary>
    internal ResourceTable(ImmutableArray<TableColumn> columns, Action<Row> print)
        : this(columns, (value, now, cells) =>
        {
            using var document = JsonDocument.Parse(value.Json, JsonFields.Documents);
            print(new Row(value, document.RootElement, now, cells));
        })
    {
    }

    /// <summary>The columns, those of wide output among them.</summary>
    public ImmutableArray<TableColumn> Columns { get; }

    /// <summary>
    /// Writes one cell a column, in their order. The writer stands inside the array of cells and is left there. A field of the wrong type prints as if it
    /// were missing.
    /// </summary>
    /// <param name="value">The object.</param>
    /// <param name="now">The time that ages are counted to.</param>
    /// <param name="cells">Where the cells go.</param>
    public void WriteCells(ApiObject value, DateTimeOffset now, Utf8JsonWriter cells) => _write(value, now, cells);
}
