using System.Collections.Immutable;
using System.Globalization;
using ActorKube.ApiServer.Http;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Streaming.Logs;

/// <summary>The query of a request for a log.</summary>
/// <remarks>Source: PodLogOptions, https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod, and its validation as of 1.32.</remarks>
internal static class LogQuery
{
    /// <summary>The options, or what is wrong with them, all of it at once.</summary>
    internal static (LogOptions? Options, Refusal? Refusal) Read(IQueryCollection query, string pod)
    {
        var reader = new QueryReader(query);
        var (previous, follow, timestamps) = (reader.Flag("previous") == true, reader.Flag("follow") == true, reader.Flag("timestamps") == true);
        var (tail, seconds, limit) = (reader.Number("tailLines"), reader.Number("sinceSeconds"), reader.Number("limitBytes"));
        DateTimeOffset? since = null;
        if (query["sinceTime"].ToString() is { Length: > 0 } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
                return (null, new(RefusalReason.BadRequest, $"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\""));
            since = time.ToUniversalTime();
        }
        if (reader.Fault is { } fault)
            return (null, fault);

        var faults = ImmutableArray.CreateBuilder<FieldFault>();
        if (tail < 0)
            faults.Add(FieldFault.Invalid("tailLines", tail, "must be greater than or equal to 0"));
        if (limit < 1)
            faults.Add(FieldFault.Invalid("limitBytes", limit, "must be greater than 0"));
        if (seconds is not null && since is not null)
            faults.Add(FieldFault.Forbidden("", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
        else if (seconds < 1)
            faults.Add(FieldFault.Invalid("sinceSeconds", seconds, "must be greater than 0"));
        return faults.Count == 0
            ? (new(previous, follow, timestamps, tail, seconds, since, limit), null)
            : (null, new(RefusalReason.Invalid, $"PodLogOptions \"{pod}\" is invalid: {Listed(faults)}") { Faults = faults.ToImmutable() });
    }

    private static string Listed(ImmutableArray<FieldFault>.Builder faults) => faults.Count == 1 ? faults[0].ToString() : $"[{string.Join(", ", faults)}]";
}
