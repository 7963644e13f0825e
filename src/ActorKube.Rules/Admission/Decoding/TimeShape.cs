using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ActorKube.Rules.Admission.Decoding;

/// <summary>A time, in UTC: whole seconds, or always six digits where upstream's type is MicroTime, since its clients read nothing else there.</summary>
/// <remarks>Source: https://pkg.go.dev/k8s.io/apimachinery/pkg/apis/meta/v1#MicroTime.</remarks>
internal sealed partial class TimeShape(string format) : ValueShape
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The shape of a field; null if it holds no time.</summary>
    internal static TimeShape? Of(string field, Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTime)
        ? new(field is "eventTime" or "lastObservedTime" or "renewTime" or "acquireTime" ? Microseconds : Seconds)
        : null;

    internal override JsonNode? Check(JsonNode value, string path, ShapeFindings findings)
    {
        if (value.AsText() is not { } text || !Rfc3339().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            Mismatch(value, "a time as in 2006-01-02T15:04:05Z", path, findings);
            return null;
        }
        var canonical = time.ToUniversalTime().ToString(format, CultureInfo.InvariantCulture);
        return canonical == text ? null : JsonValue.Create(canonical);
    }

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)\z")]
    private static partial Regex Rfc3339();
}
