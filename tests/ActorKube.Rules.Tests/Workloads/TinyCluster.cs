using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Workloads;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Workloads;

/// <summary>A store for stories: carries out what rules want, as simply as it can, and keeps preconditions, generations and the deletion of pods.</summary>
internal sealed class TinyCluster : IObserved
{
    private readonly Dictionary<ResourceKey, ApiObject> _objects = [];
    private readonly Dictionary<ResourceKey, Refusal> _refusals = [];
    private int _counter;

    internal List<string> Events { get; } = [];

    internal DateTimeOffset Now { get; set; } = At.Start;

    /// <summary>What the store refuses to create, and why.</summary>
    internal Func<Change.Create, Refusal?> Refuses { get; set; } = _ => null;

    /// <summary>True if a deleted pod stays until <see cref="Stopped"/>; otherwise it is gone at once.</summary>
    internal bool Graceful { get; set; }

    internal ApiObject Put(ApiObject item)
    {
        var tree = item.ToTree();
        tree["metadata"]!["uid"] ??= $"uid-{++_counter}";
        tree["metadata"]!["creationTimestamp"] ??= At.Text(Now);
        tree["metadata"]!["resourceVersion"] = $"{++_counter}";
        var stored = ApiObject.From(item.Key.Kind, tree);
        return _objects[stored.Key] = stored;
    }

    internal IEnumerable<ApiObject> All(ResourceKind kind) => _objects.Values.Where(item => item.Key.Kind == kind).OrderBy(item => item.Key.Name, StringComparer.Ordinal);

    internal List<ApiObject> Pods => [.. All(KindCatalogue.Pod)];

    internal List<ApiObject> ActivePods => [.. Pods.Where(PodCounting.IsActive)];

    internal ApiObject One(ResourceKind kind) => All(kind).Single();

    internal void Remove(ResourceKey key) => _objects.Remove(key);

    /// <summary>Merges fields into an object, as a user or a kubelet does.</summary>
    internal ApiObject Edit(ResourceKey key, JsonObject fields)
    {
        var tree = _objects[key].ToTree();
        if (fields.ContainsKey("spec"))
            tree["metadata"]!["generation"] = ((long?)tree["metadata"]!["generation"] ?? 0) + 1;
        Merge(tree, fields);
        tree["metadata"]!["resourceVersion"] = $"{++_counter}";
        return _objects[key] = ApiObject.From(key.Kind, tree);
    }

    internal void MakeReady(ApiObject pod, bool ready = true) => Edit(pod.Key, Json.Tree($$$"""
        {"status":{"phase":"Running","conditions":[{"type":"Ready","status":"{{{(ready ? "True" : "False")}}}","lastTransitionTime":"{{{At.Text(Now)}}}"}]}}
        """));

    /// <summary>Lets a rule look at one key, and carries out its answer.</summary>
    internal Reconciliation Reconcile(IReconciler rule, ResourceKey key)
    {
        var answer = rule.Reconcile(this, key, Now);
        _refusals.Remove(key);
        foreach (var change in answer.Changes)
            if (Carry(change) is { } refusal && refusal.Reason is not (RefusalReason.Conflict or RefusalReason.AlreadyExists))
                _refusals[key] = refusal;
        return answer;
    }

    /// <summary>Lets rules look again at every key until they want nothing more; fails if they never rest.</summary>
    internal void Settle(params IReconciler[] rules)
    {
        for (var round = 0; round < 200; round++)
        {
            var wanted = 0;
            foreach (var rule in rules)
                foreach (var key in All(rule.Kinds[0]).Select(item => item.Key).ToList())
                    wanted += Reconcile(rule, key).Changes.Length;
            if (wanted == 0)
                return;
        }
        Assert.Fail("the rules never rest");
    }

    public ApiObject? Find(ResourceKey key) => _objects.GetValueOrDefault(key);

    public IReadOnlyCollection<ApiObject> OfKind(ResourceKind kind) => [.. All(kind)];

    public IEnumerable<ApiObject> OwnedBy(string uid) => _objects.Values.Where(item => item.Metadata.OwnerReferences.Any(owner => owner.Uid == uid));

    public IEnumerable<ApiObject> WithoutController(ResourceKind kind, string @namespace) =>
        _objects.Values.Where(item => item.Key.Kind == kind && item.Key.Namespace == @namespace && item.Metadata.Controller is null);

    public Refusal? LastRefusal(ResourceKey key) => _refusals.GetValueOrDefault(key);

    private Refusal? Carry(Change change)
    {
        var (name, refusal) = change switch
        {
            Change.Create create => Create(create),
            Change.Patch patch => (patch.Key.Name, Patch(patch)),
            Change.Delete delete => (delete.Key.Name, Delete(delete)),
            _ => ("", null),
        };
        var notice = change is Change.Notify notify ? notify.Notice
            : refusal is null ? change.Announcement?.Done(name) : change.Announcement?.Failed(name, refusal.Message);
        if (notice is not null)
            Events.Add($"{(notice.Warning ? "Warning" : "Normal")} {notice.Reason} {notice.About.Key.Name}: {notice.Message}");
        return refusal;
    }

    private (string, Refusal?) Create(Change.Create create)
    {
        if (Refuses(create) is { } refusal)
            return (create.Key.Name, refusal);
        var tree = create.Object.DeepClone().AsObject();
        tree["metadata"]!["name"] ??= $"{tree["metadata"]!["generateName"]}{++_counter:00000}";
        tree["metadata"]!["generation"] = 1;
        var item = ApiObject.From(create.Kind, tree);
        if (_objects.ContainsKey(item.Key))
            return (item.Key.Name, Refusal.AlreadyExists(item.Key));
        Put(item);
        return (item.Key.Name, null);
    }

    private Refusal? Patch(Change.Patch patch)
    {
        if (Find(patch.Key) is not { } present)
            return Refusal.NotFound(patch.Key);
        var metadata = patch.Fields["metadata"];
        if (metadata?["uid"] is { } uid && (string?)uid != present.Metadata.Uid)
            return Refusal.Conflict(patch.Key);
        if (metadata?["resourceVersion"] is { } revision && (string?)revision != present.Revision.ToString())
            return Refusal.Conflict(patch.Key);
        var fields = patch.Fields.DeepClone().AsObject();
        Edit(patch.Key, fields);
        return null;
    }

    private Refusal? Delete(Change.Delete delete)
    {
        if (Find(delete.Key) is not { } present)
            return Refusal.NotFound(delete.Key);
        if (present.Metadata.Uid != delete.Uid || (delete.Revision.IsSome && delete.Revision != present.Revision))
            return Refusal.Conflict(delete.Key);
        if (delete.GraceSeconds != 0 && (Graceful || !present.Metadata.Finalizers.IsEmpty))
            Edit(delete.Key, Json.Tree($$$"""{"metadata":{"deletionTimestamp":"{{{At.Text(Now.AddSeconds(30))}}}"}}"""));
        else
            Remove(delete.Key);
        return null;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject fields)
            {
                if (target[name] is not JsonObject part)
                    target[name] = part = [];
                Merge(part, fields);
            }
            else
                target[name] = value.DeepClone();
        }
    }
}
