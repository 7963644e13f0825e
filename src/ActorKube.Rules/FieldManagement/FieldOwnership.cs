using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.FieldManagement;

/// <summary>Works out who owns what after a write. Trees are in their stored form, without <c>metadata.managedFields</c>.</summary>
/// <param name="stored">The kind as it is stored.</param>
/// <param name="catalogue">The kinds that are served.</param>
/// <param name="now">Emulated time.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management.</remarks>
internal sealed class FieldOwnership(ResourceKind stored, KindCatalogue catalogue, DateTimeOffset now)
{
    // The server's own, which nobody manages.
    private static readonly FieldSet Unowned = new[]
    {
        "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion",
    }.Aggregate(
        FieldSet.At(PathStep.Field("apiVersion")).Union(FieldSet.At(PathStep.Field("kind"))).Union(FieldSet.At(PathStep.Field("metadata"))),
        (set, name) => set.Union(FieldSet.At(PathStep.Field("metadata"), PathStep.Field(name))));

    private static readonly FieldSet Status = FieldSet.At(PathStep.Field("status"));

    private readonly VersionedObject _versions = new(stored, catalogue);

    /// <summary>After a create: the manager owns what it said and what was filled in for it.</summary>
    internal ManagedFields AfterCreate(ResourceKind version, JsonObject created, string manager) =>
        After(ManagedFields.None, version, FreshObject.Like(created), created, manager, "");

    /// <summary>
    /// After any write but an apply: what changed belongs to the manager now and to nobody else, and what is gone to nobody. Without a manager it belongs to
    /// nobody.
    /// </summary>
    internal ManagedFields After(ManagedFields managed, ResourceKind version, JsonObject before, JsonObject after, string manager, string subresource)
    {
        var self = new ManagedEntry(manager, Applies: false, version.ApiVersion, subresource, now.ToText(), FieldSet.Empty);
        var changes = new Changes(_versions, before, after);
        var others = managed.Select(entry => changes.In(entry.ApiVersion) is { } change
            ? entry with { Fields = entry.Fields.Except(change.Changed).Except(change.Removed) }
            : null);
        if (manager.Length == 0)
            return others;
        var taken = Owned(changes.In(version.ApiVersion)!.Changed, subresource);
        if (taken.IsEmpty)
            return others;
        return others.With(self with { Fields = taken.Union(others.Find(self)?.Fields ?? FieldSet.Empty) }).Capped();
    }

    /// <summary>After an apply, given what it made of the object; or the conflicts, if it doesn't force them.</summary>
    /// <param name="managed">Who owned what before.</param>
    /// <param name="before">The object before.</param>
    /// <param name="after">The object after.</param>
    /// <param name="applied">What the manager owns by this apply.</param>
    /// <param name="force">True to take fields away from others.</param>
    internal (ManagedFields Managed, ImmutableArray<FieldConflict> Conflicts) AfterApply(
        ManagedFields managed, JsonObject before, JsonObject after, ManagedEntry applied, bool force)
    {
        var changes = new Changes(_versions, before, after);
        var conflicts = managed.Entries.Where(entry => !entry.IsOf(applied) && changes.In(entry.ApiVersion) is not null)
            .Select(entry => new FieldConflict(entry, entry.Fields.Intersect(changes.In(entry.ApiVersion)!.Changed)))
            .Where(conflict => !conflict.Fields.IsEmpty).ToImmutableArray();
        if (!force && !conflicts.IsEmpty)
            return (managed, conflicts);
        var others = managed.Select(entry => entry.IsOf(applied) ? null : changes.In(entry.ApiVersion) is { } change
            ? entry with { Fields = entry.Fields.Except(change.Changed).Except(change.Removed) }
            : null);
        return (others.With(applied with { Fields = Owned(applied.Fields, applied.Subresource) }), []);
    }

    /// <summary>What of it a manager can own by a write to that part: a status belongs to whoever writes to it, everything else to the others.</summary>
    private FieldSet Owned(FieldSet fields, string subresource)
    {
        var owned = fields.Except(Unowned);
        if (!stored.HasStatus)
            return owned;
        var inStatus = FieldSet.Of(false, [new(PathStep.Field("status"), owned.Below(PathStep.Field("status")))]);
        return subresource == "status" ? inStatus : owned.ExceptBelow(Status);
    }

    /// <summary>How the object changed, in each version that is asked for.</summary>
    private sealed class Changes(VersionedObject versions, JsonObject before, JsonObject after)
    {
        private readonly Dictionary<string, Comparison?> _byVersion = [];

        /// <summary>Null for a version that isn't served: what was owned in it can't be told.</summary>
        internal Comparison? In(string apiVersion)
        {
            if (!_byVersion.TryGetValue(apiVersion, out var comparison))
                _byVersion[apiVersion] = comparison = versions.Version(apiVersion) is { } version ? versions.Compare(version, before, after) : null;
            return comparison;
        }
    }
}
