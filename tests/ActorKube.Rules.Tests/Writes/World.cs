using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;

namespace ActorKube.Rules.Tests.Writes;

/// <summary>A store in a few lines: carries decisions out on a dictionary, so that stories go over several writes.</summary>
internal sealed class World
{
    private readonly Dictionary<ResourceKey, ApiObject> _objects = [];
    private readonly WriteRules _rules;
    private long _revision;
    private int _uids;

    internal World(AdmissionPolicy? policy = null)
    {
        _rules = new(policy ?? AdmissionPolicy.Kubernetes);
        Create(Given.ANamespace("default").Build());
    }

    internal DateTimeOffset Now { get; set; } = At.Start;

    /// <summary>What clients say besides, from here on.</summary>
    internal WriteOptions Options { get; set; } = WriteOptions.Default;

    internal ApiObject this[ResourceKey key] => _objects[key];

    internal bool Has(ResourceKey key) => _objects.ContainsKey(key);

    internal WriteDecision Create(ApiObject value) => Create(value.Key, value.Json);

    internal WriteDecision Create(ResourceKey key, ReadOnlyMemory<byte> json) => Carry(_rules.Create(key, json, Options, Context()));

    internal WriteDecision Replace(ApiObject value, bool status = false) => Replace(value.Key, value.Json, status);

    internal WriteDecision Replace(ResourceKey key, ReadOnlyMemory<byte> json, bool status = false) =>
        Replace(key, json, status ? Subresource.Status : Subresource.None);

    internal WriteDecision Replace(ResourceKey key, ReadOnlyMemory<byte> json, Subresource subresource) =>
        Carry(_rules.Replace(key, json, subresource, Options, Context()));

    internal WriteDecision Patch(ResourceKey key, string patch, bool status = false) =>
        Patch(key, PatchType.Merge, patch, status ? Subresource.Status : Subresource.None);

    internal WriteDecision Patch(ResourceKey key, string patch, Subresource subresource) => Patch(key, PatchType.Merge, patch, subresource);

    internal WriteDecision Patch(ResourceKey key, PatchType type, string patch, Subresource subresource = Subresource.None) =>
        Carry(_rules.Patch(key, type, Json.Bytes(patch), subresource, Options, Context()));

    internal WriteDecision Apply(ApiObject manifest) => Apply(manifest.Key, manifest.Json);

    internal WriteDecision Apply(ResourceKey key, ReadOnlyMemory<byte> manifest) => Carry(_rules.Apply(key, manifest, Options, Context()));

    internal WriteDecision Bind(ResourceKey key, string node, string uid = "") => Carry(_rules.Bind(key, uid, node, Context()));

    internal WriteDecision Evict(ResourceKey key, long? grace = null, string uid = "", Revision revision = default) =>
        Carry(_rules.Evict(key, grace, uid, revision, Context()));

    internal WriteDecision Delete(
        ResourceKey key, long? grace = null, DeletionPropagation propagation = DeletionPropagation.Background, string uid = "", Revision revision = default) =>
        Carry(_rules.Delete(key, grace, propagation, uid, revision, Context()));

    internal static ApiObject Put(WriteDecision decision) => decision switch
    {
        WriteDecision.Put put => put.Object,
        WriteDecision.Refuse refuse => throw new InvalidOperationException($"refused: {refuse.Refusal}"),
        _ => throw new InvalidOperationException($"expected a put, got {decision}"),
    };

    internal static Refusal Refused(WriteDecision decision) =>
        decision is WriteDecision.Refuse refuse ? refuse.Refusal : throw new InvalidOperationException($"expected a refusal, got {decision}");

    private WriteContext Context() => new(Now, $"uid-{++_uids}", "x7k2p", KindCatalogue.BuiltIn, key => _objects.GetValueOrDefault(key),
        (kind, home) => _objects.Values.Where(item => item.Key.Kind == kind && item.Key.Namespace == home).OrderBy(item => item.Key.Name, StringComparer.Ordinal));

    private WriteDecision Carry(WriteDecision decision)
    {
        if (Options.DryRun)
            return decision;
        foreach (var other in decision.Also)
            _objects[other.Key] = other.WithRevision(new(++_revision));
        if (decision is WriteDecision.Put put)
            _objects[put.Object.Key] = put.Object.WithRevision(new(++_revision));
        else if (decision is WriteDecision.Remove remove)
            _objects.Remove(remove.Last.Key);
        return decision;
    }
}
