using ActorKube.ApiServer.Http;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Selectors;
using ActorKube.Rules.Reading;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Reads;

/// <summary>What the query of a get, list or watch asks for.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-parameters/common-parameters/.</remarks>
internal sealed record ReadOptions
{
    internal required LabelSelector Labels { get; init; }
    internal required FieldSelector Fields { get; init; }

    /// <summary>Objects a page; zero for all.</summary>
    internal required long Limit { get; init; }

    internal required string Continue { get; init; }

    /// <summary>Null if not set, which means the most recent one; zero means any.</summary>
    internal required Revision? Revision { get; init; }

    internal required string RevisionMatch { get; init; }
    internal required bool Watch { get; init; }
    internal required bool AllowBookmarks { get; init; }
    internal required bool? SendInitialEvents { get; init; }
    internal required TimeSpan? Timeout { get; init; }

    /// <summary>What rows of a table carry: <c>None</c>, <c>Metadata</c> or <c>Object</c>.</summary>
    internal required string IncludeObject { get; init; }

    internal bool SelectsEverything => Labels.IsEverything && Fields.IsEverything;

    internal bool Matches(ApiObject value) => Labels.Matches(value.Metadata.Labels) && Fields.Matches(value);

    /// <summary>Reads the query; null with a refusal that says what is wrong with it.</summary>
    internal static ReadOptions? Read(IQueryCollection query, RequestTarget target, out Refusal? refusal)
    {
        if (!LabelSelector.TryParse(query["labelSelector"].ToString(), out var labels, out var fault))
        {
            refusal = new(RefusalReason.BadRequest, fault);
            return null;
        }
        // A watch of one object by its own URL is one of the collection, of that name.
        var fieldSelector = target.IsCollection ? query["fieldSelector"].ToString() : $"metadata.name={target.Name}";
        if (!FieldSelector.TryParse(target.Kind, fieldSelector, out var fields, out refusal))
            return null;
        var reader = new QueryReader(query);
        var limit = reader.Number("limit");
        var timeout = reader.Number("timeoutSeconds");
        var options = new ReadOptions
        {
            Labels = labels, Fields = fields, Limit = Math.Max(0, limit ?? 0), Continue = query["continue"].ToString(),
            Revision = reader.Revision("resourceVersion"), RevisionMatch = query["resourceVersionMatch"].ToString(), Watch = reader.Flag("watch") ?? false,
            AllowBookmarks = reader.Flag("allowWatchBookmarks") ?? false, SendInitialEvents = reader.Flag("sendInitialEvents"),
            Timeout = timeout > 0 ? TimeSpan.FromSeconds(Math.Min(timeout.Value, int.MaxValue / 1000)) : null,
            IncludeObject = query["includeObject"].ToString(),
        };
        refusal = reader.Fault ?? options.Contradiction();
        return refusal is null ? options : null;
    }

    private Refusal? Contradiction()
    {
        var faults = new List<FieldFault>();
        if (RevisionMatch.Length > 0)
        {
            if (Watch && SendInitialEvents is null)
                faults.Add(FieldFault.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
            else if (!Watch && Revision is null)
                faults.Add(FieldFault.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            if (Continue.Length > 0)
                faults.Add(FieldFault.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
            if (RevisionMatch is not ("Exact" or "NotOlderThan"))
                faults.Add(FieldFault.NotSupported("resourceVersionMatch", RevisionMatch, "Exact", "NotOlderThan", ""));
            else if (RevisionMatch == "Exact" && Revision is { IsSome: false })
                faults.Add(FieldFault.Forbidden("resourceVersionMatch", "resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\""));
        }
        if (SendInitialEvents is not null && !Watch)
            faults.Add(FieldFault.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
        else if (SendInitialEvents is not null && RevisionMatch != "NotOlderThan")
            faults.Add(FieldFault.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        if (IncludeObject is not ("" or "None" or "Metadata" or "Object"))
            faults.Add(FieldFault.Invalid("includeObject", IncludeObject, "must be 'Metadata', 'Object', 'None', or empty"));
        if (faults.Count == 0)
            return null;
        var list = faults.Count == 1 ? faults[0].ToString() : $"[{string.Join(", ", faults)}]";
        return new(RefusalReason.Invalid, $"ListOptions.meta.k8s.io \"\" is invalid: {list}") { Faults = [.. faults] };
    }
}
