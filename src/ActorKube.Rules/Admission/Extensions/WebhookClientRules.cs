using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>Where a webhook is: at a URL, or behind a Service.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#contacting-the-webhook.</remarks>
internal static class WebhookClientRules
{
    private const string Form = "; desired format: https://host[/path]";

    internal static IEnumerable<FieldFault> Check(Field client)
    {
        if (!client.IsSet)
            return [FieldFault.Required(client.Path, "required when strategy is set to Webhook")];
        var (url, service) = (client["url"], client["service"]);
        if (url.IsSet == service.IsSet)
            return [FieldFault.Required(client.Path, "exactly one of url or service is required")];
        return url.IsSet ? Address(url) : Service(service);
    }

    private static IEnumerable<FieldFault> Address(Field url)
    {
        if (!Uri.TryCreate(url.Text, UriKind.RelativeOrAbsolute, out var address))
        {
            yield return FieldFault.Required(url.Path, $"url must be a valid URL: parse \"{url.Text}\": invalid URI{Form}");
            yield break;
        }
        var absolute = address.IsAbsoluteUri;
        if (!absolute || address.Scheme != Uri.UriSchemeHttps)
            yield return FieldFault.Invalid(url.Path, absolute ? address.Scheme : "", $"'https' is the only allowed URL scheme{Form}");
        if (!absolute || address.Host.Length == 0)
            yield return FieldFault.Invalid(url.Path, "", $"host must be provided{Form}");
        if (!absolute)
            yield break;
        if (address.UserInfo.Length > 0)
            yield return FieldFault.Invalid(url.Path, address.UserInfo, "user information is not permitted in the URL");
        if (address.Fragment.Length > 1)
            yield return FieldFault.Invalid(url.Path, address.Fragment[1..], "fragments are not permitted in the URL");
        if (address.Query.Length > 1)
            yield return FieldFault.Invalid(url.Path, address.Query[1..], "query parameters are not permitted in the URL");
    }

    private static IEnumerable<FieldFault> Service(Field service)
    {
        var (name, home, port, path) = (service["name"], service["namespace"], service["port"], service["path"]);
        return
        [
            .. name.IsEmptyText ? [FieldFault.Required(name.Path, "service name is required")] : Array.Empty<FieldFault>(),
            .. home.IsEmptyText ? [FieldFault.Required(home.Path, "service namespace is required")] : Array.Empty<FieldFault>(),
            .. port.Number is >= 1 and <= 65535
                ? Array.Empty<FieldFault>()
                : [FieldFault.Invalid(port.Path, port.Number ?? 0, "port is not valid: must be between 1 and 65535, inclusive")],
            .. path.Text is "" or "/" ? [] : Segments(path),
        ];
    }

    private static IEnumerable<FieldFault> Segments(Field path)
    {
        if (path.Text == "//")
            return [FieldFault.Invalid(path.Path, path.Text, "segment[0] may not be empty")];
        var inner = path.Text[1..];
        var segments = (inner.EndsWith('/') ? inner[..^1] : inner).Split('/');
        return
        [
            .. path.Text[0] == '/' ? Array.Empty<FieldFault>() : [FieldFault.Invalid(path.Path, path.Text, "must start with a '/'")],
            .. segments.SelectMany((segment, index) => segment.Length == 0
                ? [FieldFault.Invalid(path.Path, path.Text, $"segment[{index}] may not be empty")]
                : NameRule.Subdomain.Faults(segment).Select(fault => FieldFault.Invalid(path.Path, path.Text, $"segment[{index}]: {fault}"))),
        ];
    }
}
