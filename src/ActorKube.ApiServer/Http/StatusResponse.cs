using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ActorKube.Model.Refusals;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Http;

/// <summary>Answers with a Kubernetes Status: what every error is.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/.</remarks>
internal static class StatusResponse
{
    private const string Json = "application/json";

    /// <summary>Answers with a refusal; <paramref name="about"/> fills the details. A response that has begun is broken off instead.</summary>
    /// <param name="http">The request.</param>
    /// <param name="refusal">Why nothing was done.</param>
    /// <param name="about">What it is about; null if it is about no object.</param>
    /// <param name="continue">A token by which an expired list can be gone on with; empty for none.</param>
    internal static async Task WriteAsync(HttpContext http, Refusal refusal, StatusSubject? about = null, string @continue = "")
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }
        var body = Failure(refusal, about, @continue);
        http.Response.StatusCode = refusal.Code;
        http.Response.ContentType = Json;
        http.Response.ContentLength = body.WrittenCount;
        if (MayBeRepeated(refusal))
            http.Response.Headers.RetryAfter = "1";
        await http.Response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    /// <summary>The Status of a refusal, as JSON.</summary>
    internal static ArrayBufferWriter<byte> Failure(Refusal refusal, StatusSubject? about = null, string @continue = "")
    {
        var body = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(body, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("kind", "Status");
        json.WriteString("apiVersion", "v1");
        json.WriteStartObject("metadata");
        if (@continue.Length > 0)
            json.WriteString("continue", @continue);
        json.WriteEndObject();
        json.WriteString("status", "Failure");
        json.WriteString("message", refusal.Message);
        json.WriteString("reason", ReasonOf(refusal));
        WriteDetails(json, refusal, about);
        json.WriteNumber("code", refusal.Code);
        json.WriteEndObject();
        return body;
    }

    /// <summary>The reason in upstream's spelling.</summary>
    internal static string ReasonOf(Refusal refusal) => refusal.Reason.ToString();

    /// <summary>The Status of a deletion that is complete.</summary>
    internal static ArrayBufferWriter<byte> Deleted(StatusSubject about, string uid)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(body, JsonOutput.Options);
        WriteSuccess(json, () =>
        {
            WriteSubject(json, about, invalid: false);
            json.WriteString("uid", uid);
        });
        return body;
    }

    /// <summary>The Status of an action that has nothing else to show, such as a binding.</summary>
    internal static ArrayBufferWriter<byte> Success()
    {
        var body = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(body, JsonOutput.Options);
        WriteSuccess(json, details: null);
        return body;
    }

    private static void WriteSuccess(Utf8JsonWriter json, Action? details)
    {
        json.WriteStartObject();
        json.WriteString("kind", "Status");
        json.WriteString("apiVersion", "v1");
        json.WriteStartObject("metadata");
        json.WriteEndObject();
        json.WriteString("status", "Success");
        if (details is not null)
        {
            json.WriteStartObject("details");
            details();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNumber("code", StatusCodes.Status201Created);
        }
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, Refusal refusal, StatusSubject? about)
    {
        if (about is null && refusal.Faults.IsEmpty)
            return;
        json.WriteStartObject("details");
        if (about is not null)
            WriteSubject(json, about, refusal.Reason == RefusalReason.Invalid);
        if (!refusal.Faults.IsEmpty)
        {
            json.WriteStartArray("causes");
            foreach (var fault in refusal.Faults)
            {
                json.WriteStartObject();
                json.WriteString("reason", CauseReason(fault.Kind));
                json.WriteString("message", fault.Message);
                json.WriteString("field", fault.Field);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (MayBeRepeated(refusal))
            json.WriteNumber("retryAfterSeconds", 1);
        json.WriteEndObject();
    }

    private static void WriteSubject(Utf8JsonWriter json, StatusSubject about, bool invalid)
    {
        if (about.Name.Length > 0)
            json.WriteString("name", about.Name);
        if (about.Kind.Group.Length > 0)
            json.WriteString("group", about.Kind.Group);
        // Upstream's details name the resource, but for invalid objects the kind.
        json.WriteString("kind", invalid ? about.Kind.Kind : about.Kind.Plural);
    }

    // Clients repeat such a request by themselves. An eviction that a budget doesn't allow is not among them: whoever drains decides when.
    private static bool MayBeRepeated(Refusal refusal) => refusal.Reason is RefusalReason.TooManyRequests or RefusalReason.ServiceUnavailable
        && refusal.Faults.All(fault => fault.Kind != FieldFaultKind.DisruptionBudget);

    private static string CauseReason(FieldFaultKind kind) => kind switch
    {
        FieldFaultKind.ManagerConflict => "FieldManagerConflict",
        FieldFaultKind.DisruptionBudget or FieldFaultKind.ResourceVersionTooLarge => kind.ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"FieldValue{kind}"),
    };
}
