using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using ActorKube.ApiServer.Http;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Conversions;
using ActorKube.Rules.Printing;

namespace ActorKube.ApiServer.Reads;

/// <summary>Writes stored objects in the form and version that a client asked for. What it is written to is the only state: safe to share.</summary>
/// <param name="kind">The kind of the URL.</param>
/// <param name="form">The form.</param>
/// <param name="includeObject">What rows of a table carry: <c>None</c>, <c>Object</c>, or else their metadata.</param>
/// <param name="now">Emulated time, by which ages are told.</param>
internal sealed class ObjectPrinter(ResourceKind kind, ResponseForm form, string includeObject, DateTimeOffset now)
{
    private readonly ResourceTable? _table = form == ResponseForm.Table ? TablePrinter.For(kind) : null;

    private bool IsTable => _table is not null;

    /// <summary>One object as the answer to a get.</summary>
    internal void WriteOne(IBufferWriter<byte> writer, ApiObject value)
    {
        if (!IsTable)
        {
            WriteItem(writer, value);
            return;
        }
        WriteTableStart(writer, value.Revision, [], withColumns: true);
        WriteItem(writer, value);
        WriteListEnd(writer);
    }

    /// <summary>The beginning of a list, up to the first item.</summary>
    internal void WriteListStart(IBufferWriter<byte> writer, Revision revision, IEnumerable<(string Name, string Json)> metadata)
    {
        if (IsTable)
        {
            WriteTableStart(writer, revision, metadata, withColumns: true);
            return;
        }
        var (listKind, apiVersion) = form == ResponseForm.Metadata ? ("PartialObjectMetadataList", "meta.k8s.io/v1") : (kind.Kind + "List", kind.ApiVersion);
        writer.Raw($$"""{"kind":"{{listKind}}","apiVersion":"{{apiVersion}}","metadata":{{Metadata(revision, metadata)}},"items":[""");
    }

    /// <summary>The end of a list.</summary>
    internal void WriteListEnd(IBufferWriter<byte> writer) => writer.Raw("]}\n"u8);

    /// <summary>One item of a list; the commas are the caller's.</summary>
    internal void WriteItem(IBufferWriter<byte> writer, ApiObject stored)
    {
        var value = kind.StoredAs is null ? stored : VersionConversions.ToServed(kind, stored);
        switch (form)
        {
            case ResponseForm.Objects:
                writer.Raw(value.Json.Span);
                break;
            case ResponseForm.Metadata:
                WriteMetadata(writer, value);
                break;
            default:
                WriteRow(writer, value);
                break;
        }
    }

    /// <summary>The object of a watch event: for a table, a whole one with one row.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="value">The object.</param>
    /// <param name="withColumns">True in the first event of a watch: later ones repeat no columns.</param>
    internal void WriteEvent(IBufferWriter<byte> writer, ApiObject value, bool withColumns)
    {
        if (!IsTable)
        {
            WriteItem(writer, value);
            return;
        }
        WriteTableStart(writer, value.Revision, [], withColumns);
        WriteRow(writer, value);
        writer.Raw("]}"u8);
    }

    /// <summary>The object of a bookmark: nothing but a revision.</summary>
    internal void WriteBookmark(IBufferWriter<byte> writer, Revision revision, bool endsInitialEvents)
    {
        IEnumerable<(string, string)> end = endsInitialEvents ? [("annotations", """{"k8s.io/initial-events-end":"true"}""")] : [];
        if (IsTable)
        {
            WriteTableStart(writer, revision, end, withColumns: false);
            writer.Raw("]}"u8);
            return;
        }
        var (shown, apiVersion) = form == ResponseForm.Metadata ? ("PartialObjectMetadata", "meta.k8s.io/v1") : (kind.Kind, kind.ApiVersion);
        writer.Raw($$"""{"kind":"{{shown}}","apiVersion":"{{apiVersion}}","metadata":{{Metadata(revision, end)}}}""");
    }

    private static string Metadata(Revision revision, IEnumerable<(string Name, string Json)> more) =>
        $"{{{string.Join(',', more.Prepend((Name: "resourceVersion", Json: $"\"{revision}\"")).Select(field => $"\"{field.Name}\":{field.Json}"))}}}";

    private static void WriteMetadata(IBufferWriter<byte> writer, ApiObject value)
    {
        writer.Raw("""{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":"""u8);
        writer.Raw(RawJson.FieldOf(value.Json.Span, "metadata"u8));
        writer.Raw("}"u8);
    }

    private void WriteTableStart(IBufferWriter<byte> writer, Revision revision, IEnumerable<(string Name, string Json)> metadata, bool withColumns)
    {
        writer.Raw($$"""{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{{Metadata(revision, metadata)}},"columnDefinitions":""");
        using (var json = new Utf8JsonWriter(writer, JsonOutput.Options))
            WriteColumns(json, withColumns ? _table!.Columns : []);
        writer.Raw(""","rows":["""u8);
    }

    private static void WriteColumns(Utf8JsonWriter json, ImmutableArray<TableColumn> columns)
    {
        json.WriteStartArray();
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteString("format", column.Format);
            json.WriteString("description", column.Description);
            json.WriteNumber("priority", column.Priority);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteRow(IBufferWriter<byte> writer, ApiObject value)
    {
        writer.Raw("""{"cells":"""u8);
        using (var cells = new Utf8JsonWriter(writer, JsonOutput.Options))
        {
            cells.WriteStartArray();
            _table!.WriteCells(value, now, cells);
            cells.WriteEndArray();
        }
        if (includeObject != "None")
        {
            writer.Raw(""","object":"""u8);
            if (includeObject == "Object")
                writer.Raw(value.Json.Span);
            else
                WriteMetadata(writer, value);
        }
        writer.Raw("}"u8);
    }
}
