using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Rules.Tests.Writes;
using ActorKube.TestKit;

namespace ActorKube.Rules.Tests.Admission;

/// <summary>
/// Pods as short texts: a spec; with <c>+</c> first a spec that gets a container; with a dot first the fields of its one container;
/// with <c>@</c> first a whole pod that gets a container.
/// </summary>
internal static class PodText
{
    /// <summary>All that is wrong with a new pod, but for what is not emulated yet.</summary>
    internal static string[] Faults(string text) =>
        [.. World.Refused(new World().Create(ResourceKey.Pod("default", "web"), Bytes(text))).Faults
            .Select(fault => fault.ToString()).Where(fault => !fault.Contains("is not emulated yet", StringComparison.Ordinal))];

    internal static ReadOnlyMemory<byte> Bytes(string text) => Json.Bytes(Tree(text));

    internal static JsonObject Tree(string text)
    {
        var tree = Json.Tree(text.TrimStart('.', '+', '@'));
        var container = new JsonObject { ["name"] = "main", ["image"] = "nginx:1.27" };
        if (text[0] == '@')
        {
            var whole = tree["spec"] as JsonObject ?? [];
            whole["containers"] ??= new JsonArray(container);
            tree["spec"] = whole.Parent is null ? whole : whole.DeepClone();
            (tree["metadata"] as JsonObject ?? throw new ArgumentException("a whole pod has metadata", nameof(text)))["name"] = "web";
            return tree;
        }
        if (text[0] == '.')
        {
            foreach (var (field, value) in tree)
                container[field] = value?.DeepClone();
            tree = new() { ["containers"] = new JsonArray(container) };
        }
        else if (text[0] == '+')
        {
            tree["containers"] = new JsonArray(container);
        }
        return new JsonObject { ["metadata"] = new JsonObject { ["name"] = "web" }, ["spec"] = tree };
    }
}
