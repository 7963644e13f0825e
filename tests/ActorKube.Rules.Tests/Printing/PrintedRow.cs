using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Printing;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Printing;

/// <summary>Rows as a person sees them: an object that was made five minutes ago, and the cells under their headings.</summary>
internal static class PrintedRow
{
    internal static readonly DateTimeOffset Now = At.Minute(5);

    /// <summary>An object named <c>x</c> with these fields; those of <c>metadata</c> are added to its own.</summary>
    internal static ApiObject Object(ResourceKind kind, string fields)
    {
        var tree = Json.Tree(fields);
        var metadata = tree["metadata"] as JsonObject ?? [];
        tree["metadata"] = metadata;
        metadata["name"] ??= "x";
        metadata["creationTimestamp"] ??= At.Text(At.Start);
        if (kind.Namespaced)
            metadata["namespace"] ??= "default";
        tree["apiVersion"] = kind.ApiVersion;
        tree["kind"] = kind.Kind;
        return ApiObject.From(kind, tree);
    }

    /// <summary>The cells of a row, each as JSON.</summary>
    internal static JsonArray Cells(ResourceTable table, ApiObject value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            table.WriteCells(value, Now, writer);
            writer.WriteEndArray();
        }
        var cells = JsonNode.Parse(buffer.ToArray())!.AsArray();
        Assert.Equal(table.Columns.Length, cells.Count);
        return cells;
    }

    /// <summary>Checks the cells under some headings: <c>Ready: 1/2</c>.</summary>
    internal static void Shows(ResourceKind kind, string fields, params ReadOnlySpan<string> expected) =>
        Shows(TablePrinter.For(kind), Object(kind, fields), expected);

    /// <inheritdoc cref="Shows(ResourceKind, string, ReadOnlySpan{string})"/>
    internal static void Shows(ResourceTable table, ApiObject value, params ReadOnlySpan<string> expected)
    {
        var cells = Cells(table, value);
        var shown = table.Columns.Select((column, index) => $"{column.Name}: {cells[index]?.ToString() ?? "null"}").ToList();
        foreach (var cell in expected)
            Assert.Contains(cell, shown);
    }
}
