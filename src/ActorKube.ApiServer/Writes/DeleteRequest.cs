using System.Text.Json;
using ActorKube.ApiServer.Http;
using ActorKube.Model.Json;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using k8s.Models;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Writes;

/// <summary>What a deletion asks for, from its body and its query.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/.</remarks>
internal sealed record DeleteRequest
{
    internal long? GraceSeconds { get; private init; }
    internal Propagation Propagation { get; private init; }
    internal string Uid { get; private init; } = "";
    internal Revision Revision { get; private init; }
    internal bool DryRun { get; private init; }

    /// <summary>What the client should know besides.</summary>
    internal string? Warning { get; private init; }

    internal WriteOptions Options => WriteOptions.Default with { DryRun = DryRun };

    /// <summary>The deletion of one object.</summary>
    internal DeleteObject Of(ResourceKey key) => new(key, GraceSeconds, Propagation, Uid, Revision) { Options = Options };

    /// <summary>Reads body and query; a value in the query counts only if there is no body, as upstream.</summary>
    internal static async Task<(DeleteRequest? Request, Refusal? Refusal)> ReadAsync(HttpContext http, ResourceKind kind, int largest)
    {
        var body = await RequestBody.ReadObjectAsync(http, largest);
        if (body.Refusal is { } unreadable)
            return (null, unreadable);
        if (body.Json.IsEmpty)
            return FromQuery(http.Request.Query, kind);
        try
        {
            return From(kind, CanonicalJson.Read<V1DeleteOptions>(body.Json.Span));
        }
        catch (JsonException fault)
        {
            return (null, new(RefusalReason.BadRequest, $"the body of the deletion is no DeleteOptions: {fault.Message}"));
        }
    }

    /// <summary>The options that a caller has in hand already, as in an eviction.</summary>
    internal static (DeleteRequest? Request, Refusal? Refusal) From(ResourceKind kind, V1DeleteOptions options) => Make(
        kind, options.GracePeriodSeconds, options.PropagationPolicy ?? "", options.OrphanDependents, options.Preconditions?.Uid ?? "",
        options.Preconditions?.ResourceVersion ?? "", options.DryRun ?? []);

    private static (DeleteRequest? Request, Refusal? Refusal) FromQuery(IQueryCollection query, ResourceKind kind)
    {
        var reader = new QueryReader(query);
        var (grace, orphan) = (reader.Number("gracePeriodSeconds"), reader.Flag("orphanDependents"));
        return reader.Fault is { } fault
            ? (null, fault)
            : Make(kind, grace, query["propagationPolicy"].ToString(), orphan, "", "", [.. query["dryRun"].Select(value => value ?? "")]);
    }

    private static (DeleteRequest? Request, Refusal? Refusal) Make(
        ResourceKind kind, long? grace, string policy, bool? orphan, string uid, string revision, IList<string> dryRun)
    {
        var faults = WriteQuery.DryRunFaults(dryRun).ToList();
        if (policy.Length > 0 && orphan is not null)
            faults.Add(FieldFault.Invalid("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set"));
        if (policy is not ("" or "Background" or "Foreground" or "Orphan"))
            faults.Add(FieldFault.NotSupported("propagationPolicy", policy, "Background", "Foreground", "Orphan", "nil"));
        var required = Revision.None;
        if (revision.Length > 0 && !Revision.TryParse(revision, out required))
            faults.Add(FieldFault.Invalid("preconditions.resourceVersion", revision, "must be a whole number that the server gave"));
        if (WriteQuery.Invalid("DeleteOptions", faults) is { } invalid)
            return (null, invalid);
        var propagation = (policy, orphan) switch
        {
            ("Foreground", _) => Propagation.Foreground,
            ("Orphan", _) or (_, true) => Propagation.Orphan,
            ("Background", _) or (_, false) => Propagation.Background,
            _ => OrphansByDefault(kind) ? Propagation.Orphan : Propagation.Background,
        };
        var isDefaultForJobs = kind == KindCatalogue.Job && policy.Length == 0 && orphan is null;
        return (new()
        {
            GraceSeconds = grace, Propagation = propagation, Uid = uid, Revision = required, DryRun = dryRun.Count > 0,
            Warning = isDefaultForJobs
                ? "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning"
                : null,
        }, null);
    }

    // The oldest kinds keep what they did before there was garbage collection.
    private static bool OrphansByDefault(ResourceKind kind) => kind == KindCatalogue.Job || kind == KindCatalogue.ReplicationController;
}
