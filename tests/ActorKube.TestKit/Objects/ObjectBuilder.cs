using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.TestKit.Objects;

/// <summary>What all builders share: metadata, and any field that has no word of its own.</summary>
/// <typeparam name="TSelf">The builder, so that words chain.</typeparam>
public abstract class ObjectBuilder<TSelf> where TSelf : ObjectBuilder<TSelf>
{
    private readonly ResourceKind _kind;

    private protected ObjectBuilder(ResourceKind kind, string name)
    {
        _kind = kind;
        Tree = new() { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = new JsonObject { ["name"] = name } };
        if (kind.Namespaced)
            Metadata["namespace"] = "default";
    }

    private protected JsonObject Tree { get; }

    private protected JsonObject Metadata => Part(Tree, "metadata");

    private protected JsonObject Spec => Part(Tree, "spec");

    private protected JsonObject Status => Part(Tree, "status");

    /// <summary>In that namespace.</summary>
    public TSelf In(string @namespace) => Put(Metadata, "namespace", @namespace);

    /// <summary>With one more label.</summary>
    public TSelf Labelled(string key, string value) => Put(Part(Metadata, "labels"), key, value);

    /// <summary>With one more annotation.</summary>
    public TSelf Annotated(string key, string value) => Put(Part(Metadata, "annotations"), key, value);

    /// <summary>With a finalizer.</summary>
    public TSelf Finalized(string finalizer) => Append(Metadata, "finalizers", finalizer);

    /// <summary>With that generation.</summary>
    public TSelf Generation(long generation) => Put(Metadata, "generation", generation);

    /// <summary>With that uid.</summary>
    public TSelf WithUid(string uid) => Put(Metadata, "uid", uid);

    /// <summary>As the store gives it back: with a uid (<c>NAME-uid</c> unless set), a creation time and a revision.</summary>
    public TSelf Stored(long revision = 1, DateTimeOffset? created = null)
    {
        Metadata["uid"] ??= $"{Metadata["name"]}-uid";
        Metadata["creationTimestamp"] = At.Text(created ?? At.Start);
        return Put(Metadata, "resourceVersion", $"{revision}");
    }

    /// <summary>Owned and managed by that object, which must be <see cref="Stored"/>.</summary>
    public TSelf Owned(ApiObject by, bool controller = true) => Append(Metadata, "ownerReferences", new JsonObject
    {
        ["apiVersion"] = by.Key.Kind.ApiVersion, ["kind"] = by.Key.Kind.Kind, ["name"] = by.Key.Name, ["uid"] = by.Metadata.Uid,
        ["controller"] = controller, ["blockOwnerDeletion"] = true,
    });

    /// <summary>Being deleted: it may stay until that time.</summary>
    public TSelf Deleting(DateTimeOffset until, long graceSeconds = 30)
    {
        Metadata["deletionTimestamp"] = At.Text(until);
        return Put(Metadata, "deletionGracePeriodSeconds", graceSeconds);
    }

    /// <summary>With any field of the object: <c>With("spec.hostNetwork", true)</c>. Objects on the way are made.</summary>
    public TSelf With(string path, JsonNode? value)
    {
        var steps = path.Split('.');
        return Put(steps[..^1].Aggregate(Tree, Part), steps[^1], value);
    }

    /// <summary>The snapshot; the builder may go on after it.</summary>
    public ApiObject Build() => ApiObject.From(_kind, Tree);

    private protected static JsonObject Part(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject part)
            return part;
        part = [];
        parent[name] = part;
        return part;
    }

    private protected TSelf Put(JsonObject parent, string name, JsonNode? value)
    {
        parent[name] = value;
        return (TSelf)this;
    }

    private protected TSelf Append(JsonObject parent, string name, JsonNode item)
    {
        if (parent[name] is not JsonArray items)
            parent[name] = items = [];
        items.Add(item);
        return (TSelf)this;
    }

    private protected TSelf Condition(string type, string status, string reason, DateTimeOffset? since)
    {
        if (Status["conditions"] is not JsonArray conditions)
            Status["conditions"] = conditions = [];
        foreach (var old in conditions.Where(condition => (string?)condition?["type"] == type).ToList())
            conditions.Remove(old);
        conditions.Add(new JsonObject
        {
            ["type"] = type, ["status"] = status, ["reason"] = reason, ["lastTransitionTime"] = At.Text(since ?? At.Start),
        });
        return (TSelf)this;
    }
}
