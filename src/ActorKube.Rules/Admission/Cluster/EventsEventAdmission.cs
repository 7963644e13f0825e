using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>
/// Admission of Events that are written as events.k8s.io/v1. The tree is in the stored form, that of core/v1, and so are the paths of most faults, as upstream's are.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ and KEP-383.</remarks>
internal sealed class EventsEventAdmission() : KindAdmission(KindCatalogue.EventsEvent)
{
    private static readonly string[] Kept =
    [
        "involvedObject", "reason", "message", "source", "firstTimestamp", "lastTimestamp", "count", "type", "eventTime", "action", "related", "reportingComponent",
        "reportingInstance",
    ];

    private protected override IEnumerable<FieldFault> Validate(Field value) => EventRules.Check(value, "reportingController");

    private protected override IEnumerable<FieldFault> ValidateNew(Field value)
    {
        var (type, source) = (value["type"], value["source"]);
        return
        [
            .. Series(value["series"]),
            .. value["eventTime"].IsSet ? Array.Empty<FieldFault>() : [FieldFault.Required("eventTime")],
            .. type.Text is "Normal" or "Warning" ? Array.Empty<FieldFault>() : [FieldFault.Invalid("type", "", $"has invalid value: {type.Text}")],
            .. new[] { "firstTimestamp", "lastTimestamp" }.Where(name => value[name].IsSet).Select(Unset),
            .. value["count"].Number is null or 0 ? Array.Empty<FieldFault>() : [Unset("count")],
            .. source["component"].IsEmptyText && source["host"].IsEmptyText ? Array.Empty<FieldFault>() : [Unset("source")],
        ];
    }

    // Only what counts the repetitions may change.
    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) =>
    [
        .. value["series"].Node.SameAs(live["series"].Node) ? [] : Series(value["series"]),
        .. Kept.Where(name => !Same(value[name], live[name])).Select(name => FieldFault.Invalid(
            name == "reportingComponent" ? "reportingController" : name, value[name].Node is JsonObject or JsonArray ? value[name].Node : value[name].Number ?? (object)value[name].Text, Checks.Immutable)),
    ];

    private static bool Same(Field value, Field live) =>
        value.Node.SameAs(live.Node) || (value.Count + live.Count == 0 && value.IsEmptyText && live.IsEmptyText && (value.Number ?? 0) == (live.Number ?? 0));

    private static FieldFault Unset(string name) => FieldFault.Invalid(name, "", "needs to be unset");

    private static IEnumerable<FieldFault> Series(Field series)
    {
        if (!series.IsSet)
            yield break;
        if (series["count"].Number is null or < 2)
            yield return FieldFault.Invalid("series.count", "", "should be at least 2");
        if (!series["lastObservedTime"].IsSet)
            yield return FieldFault.Required("series.lastObservedTime");
    }
}
