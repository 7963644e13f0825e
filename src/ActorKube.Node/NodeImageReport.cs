using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Node.Nodes;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Images;

namespace ActorKube.Node;

/// <summary>The images of a host's nodes as it last heard of them, and which of the nodes have yet to say so in their status.</summary>
internal sealed class NodeImageReport
{
    private readonly Dictionary<string, NodeImages> _images = [];
    private readonly HashSet<string> _news = [];

    /// <summary>The images of a node.</summary>
    internal NodeImages Of(string node) => _images.GetValueOrDefault(node, NodeImages.None);

    /// <summary>Takes news of a node.</summary>
    internal void Take(NodeImagesChanged changed)
    {
        _images[changed.NodeName] = changed.Images;
        _news.Add(changed.NodeName);
    }

    /// <summary>What to write; nothing of it is news after that.</summary>
    /// <param name="taken">The nodes that are the host's.</param>
    internal List<Write> News(IReadOnlyCollection<string> taken)
    {
        List<Write> writes = [.. _news.Where(taken.Contains).Select(node => new PatchObject(
            ResourceKey.Node(node), PatchType.Merge, CanonicalJson.Write(new JsonObject { ["status"] = new JsonObject { ["images"] = Of(node).ToStatus() } }), Subresource.Status))];
        _news.Clear();
        return writes;
    }
}
