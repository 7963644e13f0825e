using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Patches;

/// <summary>One operation of a JSON patch.</summary>
/// <remarks>Source: RFC 6902, section 4.</remarks>
internal sealed class JsonPatchOperation
{
    private readonly string _kind;
    private readonly JsonPointer? _from;
    private readonly JsonNode? _value;

    private JsonPatchOperation(string kind, JsonPointer path, JsonPointer? from, JsonNode? value) =>
        (_kind, Path, _from, _value) = (kind, path, from, value);

    private JsonPointer Path { get; }

    /// <summary>How much a copy adds to the document, about.</summary>
    internal int CopiedBytes(JsonNode? document) =>
        _kind == "copy" && _from!.TryFind(document, out var source) ? source?.ToJsonString().Length ?? 0 : 0;

    /// <summary>Null if it is no operation: an unknown one, or a member that it needs is missing or no pointer.</summary>
    internal static JsonPatchOperation? Read(JsonObject members)
    {
        var kind = members.Text("op");
        if (members["path"].AsText() is not { } path || JsonPointer.Parse(path) is not { } pointer)
            return null;
        var from = members["from"].AsText() is { } text ? JsonPointer.Parse(text) : null;
        var complete = kind switch
        {
            "add" or "replace" or "test" => members.ContainsKey("value"),
            "move" or "copy" => from is not null,
            _ => kind == "remove",
        };
        return complete ? new(kind, pointer, from, members["value"]) : null;
    }

    /// <summary>Carries it out; false if it doesn't apply to the document, which may be half changed then.</summary>
    internal bool TryApply(ref JsonNode? document) => _kind switch
    {
        "add" => TryAdd(ref document, _value?.DeepClone()),
        "remove" => TryRemove(ref document, Path),
        "replace" => TryReplace(ref document),
        "move" => TryMove(ref document),
        "copy" => _from!.TryFind(document, out var source) && TryAdd(ref document, source?.DeepClone()),
        _ => Path.TryFind(document, out var found) && found.SameAs(_value),
    };

    private bool TryAdd(ref JsonNode? document, JsonNode? value)
    {
        if (Path.IsRoot)
        {
            document = value;
            return true;
        }
        switch (Path.FindParent(document))
        {
            case JsonObject fields:
                fields[Path.Last] = value;
                return true;
            case JsonArray items when Path.Last == "-":
                items.Add(value);
                return true;
            case JsonArray items when JsonPointer.Index(Path.Last, items.Count + 1) is { } index:
                items.Insert(index, value);
                return true;
            default:
                return false;
        }
    }

    private static bool TryRemove(ref JsonNode? document, JsonPointer path)
    {
        if (path.IsRoot)
        {
            document = null;
            return true;
        }
        switch (path.FindParent(document))
        {
            case JsonObject fields:
                return fields.Remove(path.Last);
            case JsonArray items when JsonPointer.Index(path.Last, items.Count) is { } index:
                items.RemoveAt(index);
                return true;
            default:
                return false;
        }
    }

    private bool TryReplace(ref JsonNode? document)
    {
        var value = _value?.DeepClone();
        if (Path.IsRoot)
        {
            document = value;
            return true;
        }
        switch (Path.FindParent(document))
        {
            case JsonObject fields when fields.ContainsKey(Path.Last):
                fields[Path.Last] = value;
                return true;
            case JsonArray items when JsonPointer.Index(Path.Last, items.Count) is { } index:
                items[index] = value;
                return true;
            default:
                return false;
        }
    }

    private bool TryMove(ref JsonNode? document)
    {
        // Nothing can be moved into itself.
        if (_from!.Holds(Path) || !_from.TryFind(document, out var source))
            return false;
        var value = source?.DeepClone();
        return TryRemove(ref document, _from) && TryAdd(ref document, value);
    }
}
