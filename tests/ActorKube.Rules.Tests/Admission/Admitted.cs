using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;

namespace ActorKube.Rules.Tests.Admission;

/// <summary>Objects as admission leaves them, and what it has against them. An object is its fields but for name and namespace.</summary>
internal static class Admitted
{
    internal const string Subdomain =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    internal const string Label =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
        + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    internal const string QualifiedName =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    /// <summary>The object as it is stored when it is created.</summary>
    internal static JsonObject New(ResourceKind kind, string fields, string name = "x") =>
        World.Put(new World().Create(Key(kind, name), Bytes(fields))).ToTree();

    /// <summary>The object as it is stored after it was replaced.</summary>
    internal static JsonObject Replaced(ResourceKind kind, string before, string after, string name = "x")
    {
        var world = new World();
        World.Put(world.Create(Key(kind, name), Bytes(before)));
        world.Replace(Key(kind, name), Current(after, world[Key(kind, name)]));
        return world[Key(kind, name)].ToTree();
    }

    /// <summary>What is wrong with a new object.</summary>
    internal static string[] Faults(ResourceKind kind, string fields, string name = "x") =>
        [.. World.Refused(new World().Create(Key(kind, name), Bytes(fields))).Faults.Select(fault => fault.ToString())];

    /// <summary>What is wrong with replacing an object.</summary>
    internal static string[] UpdateFaults(ResourceKind kind, string before, string after, string name = "x")
    {
        var world = new World();
        World.Put(world.Create(Key(kind, name), Bytes(before)));
        return [.. World.Refused(world.Replace(Key(kind, name), Current(after, world[Key(kind, name)]))).Faults.Select(fault => fault.ToString())];
    }

    /// <summary>What is wrong with a status.</summary>
    internal static string[] StatusFaults(ResourceKind kind, string fields, string status, string name = "x")
    {
        var world = new World();
        World.Put(world.Create(Key(kind, name), Bytes(fields)));
        return [.. World.Refused(world.Patch(Key(kind, name), $$"""{"status":{{status}}}""", status: true)).Faults.Select(fault => fault.ToString())];
    }

    private static ResourceKey Key(ResourceKind kind, string name) => new(kind, kind.Namespaced ? "default" : "", name);

    /// <summary>The object as somebody changes it who has just read it.</summary>
    internal static ReadOnlyMemory<byte> Current(string fields, ApiObject live)
    {
        var tree = JsonNode.Parse(fields)!.AsObject();
        tree["metadata"] ??= new JsonObject();
        tree["metadata"]!["resourceVersion"] ??= live.Revision.ToString();
        return Json.Bytes(tree);
    }

    private static ReadOnlyMemory<byte> Bytes(string fields) => Json.Bytes(JsonNode.Parse(fields)!.AsObject());
}
