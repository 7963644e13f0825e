using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Kinds;
using ActorKube.Model.Nodes;
using ActorKube.Model.Pods;
using ActorKube.Model.Services;

namespace ActorKube.Model.Objects;

/// <summary>
/// An immutable snapshot of one API object: key, revision, metadata, and the whole object as UTF-8 JSON. The same bytes go to the
/// journal, the wire, the watch and the response, so fields that no code here knows survive. Safe to share between actors.
/// </summary>
public sealed class ApiObject
{
    private PodView? _pod;
    private NodeView? _node;
    private ServiceView? _service;

    private ApiObject(ResourceKey key, Revision revision, ObjectMetadata metadata, ReadOnlyMemory<byte> json)
    {
        Key = key;
        Revision = revision;
        Metadata = metadata;
        Json = json;
    }

    /// <summary>Kind, namespace and name.</summary>
    public ResourceKey Key { get; }

    /// <summary>The revision of the write that made this snapshot; the bytes hold it as <c>metadata.resourceVersion</c>.</summary>
    public Revision Revision { get; }

    /// <summary>The metadata, read once from the bytes.</summary>
    public ObjectMetadata Metadata { get; }

    /// <summary>The object as compact UTF-8 JSON with <c>apiVersion</c> and <c>kind</c>. Never changed after construction.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>The compact view of a pod; read on first use.</summary>
    /// <exception cref="InvalidOperationException">The object is not a pod.</exception>
    public PodView Pod => Key.Kind == KindCatalogue.Pod
        ? _pod ??= PodView.Read(Json)
        : throw new InvalidOperationException($"{Key} is not a pod");

    /// <summary>The compact view of a node; read on first use.</summary>
    /// <exception cref="InvalidOperationException">The object is not a node.</exception>
    public NodeView Node => Key.Kind == KindCatalogue.Node
        ? _node ??= NodeView.Read(Json)
        : throw new InvalidOperationException($"{Key} is not a node");

    /// <summary>The compact view of a Service; read on first use.</summary>
    /// <exception cref="InvalidOperationException">The object is not a Service.</exception>
    public ServiceView Service => Key.Kind == KindCatalogue.Service
        ? _service ??= ServiceView.Read(Json)
        : throw new InvalidOperationException($"{Key} is not a Service");

    /// <summary>Takes over bytes that are an object of that kind. The caller must not change the bytes afterwards.</summary>
    /// <exception cref="JsonException">The bytes are not a JSON object with well-formed metadata.</exception>
    public static ApiObject Parse(ResourceKind kind, ReadOnlyMemory<byte> json)
    {
        var (metadata, revision) = MetadataReader.Read(json.Span);
        return new ApiObject(new ResourceKey(kind, metadata.Namespace, metadata.Name), revision, metadata, json);
    }

    /// <summary>A snapshot of a JSON tree; the tree is copied.</summary>
    /// <exception cref="JsonException">The tree has no well-formed metadata.</exception>
    public static ApiObject From(ResourceKind kind, JsonObject tree) => Parse(kind, CanonicalJson.Write(tree));

    /// <summary>A snapshot of an object of <c>k8s.Models</c>; <c>apiVersion</c> and <c>kind</c> are filled in.</summary>
    public static ApiObject From(ResourceKind kind, object model)
    {
        var tree = CanonicalJson.ToTree(model);
        tree["apiVersion"] = kind.ApiVersion;
        tree["kind"] = kind.Kind;
        return From(kind, tree);
    }

    /// <summary>The same object with another revision, in the bytes too.</summary>
    public ApiObject WithRevision(Revision revision) =>
        revision == Revision ? this : new ApiObject(Key, revision, Metadata, MetadataReader.SpliceRevision(Json.Span, revision));

    /// <summary>A fresh, mutable object of <c>k8s.Models</c>, the caller's own. Fields that the model doesn't know are not in it.</summary>
    /// <exception cref="JsonException">A field has the wrong type.</exception>
    public T As<T>() where T : class => CanonicalJson.Read<T>(Json.Span);

    /// <summary>A fresh, mutable JSON tree, the caller's own, with every field.</summary>
    public JsonObject ToTree() => CanonicalJson.Parse(Json.Span);

    /// <summary>Key and revision, for logs.</summary>
    public override string ToString() => $"{Key}@{Revision}";
}
