using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Configuration;

/// <summary>Admission of Secrets. What is sent as <c>stringData</c> is kept as <c>data</c>, and shown as such.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types.</remarks>
internal sealed class SecretAdmission() : KindAdmission(KindCatalogue.Secret)
{
    private const int MaxBytes = 1024 * 1024;
    private const string ServiceAccountName = "kubernetes.io/service-account.name";

    private protected override void Default(JsonObject tree)
    {
        foreach (var (key, text) in tree.Object("stringData")?.ToList() ?? [])
            tree.Part("data")[key] = Base64Text.Of(text.AsText() ?? "");
        tree.Remove("stringData");
        tree.Default("type", "Opaque");
    }

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var data = value["data"];
        return
        [
            .. data.Entries.SelectMany(entry => NameRule.ConfigKey.Faults(entry.Key).Select(fault => FieldFault.Invalid(entry.Value.Path, entry.Key, fault))),
            .. data.Entries.Sum(entry => Base64Text.Bytes(entry.Value.Text)) > MaxBytes ? [FieldFault.TooLong(data.Path, MaxBytes)] : Array.Empty<FieldFault>(),
            .. OfType(value, data),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var type = value["type"];
        return
        [
            .. type.Text != live["type"].Text ? [FieldFault.Invalid(type.Path, type.Text, Checks.Immutable)] : Array.Empty<FieldFault>(),
            .. ImmutableData.Check(value, live, "data"),
        ];
    }

    private static IEnumerable<FieldFault> OfType(Field value, Field data) => value["type"].Text switch
    {
        "kubernetes.io/service-account-token" when value["metadata"]["annotations"][ServiceAccountName].IsEmptyText =>
            [FieldFault.Required($"metadata.annotations[{ServiceAccountName}]")],
        "kubernetes.io/dockercfg" => JsonContent(data, ".dockercfg"),
        "kubernetes.io/dockerconfigjson" => JsonContent(data, ".dockerconfigjson"),
        "kubernetes.io/basic-auth" when !data["username"].IsSet && !data["password"].IsSet => Missing(data, "username", "password"),
        "kubernetes.io/ssh-auth" when data["ssh-privatekey"].IsEmptyText => Missing(data, "ssh-privatekey"),
        "kubernetes.io/tls" => Missing(data, [.. new[] { "tls.crt", "tls.key" }.Where(key => !data[key].IsSet)]),
        _ => [],
    };

    private static IEnumerable<FieldFault> Missing(Field data, params string[] keys) => keys.Select(key => FieldFault.Required($"{data.Path}[{key}]"));

    private static IEnumerable<FieldFault> JsonContent(Field data, string key)
    {
        if (!data[key].IsSet)
            return Missing(data, key);
        return GoJson.WhyNoMap(Base64Text.Decode(data[key].Text)) is { } fault
            ? [FieldFault.Invalid($"{data.Path}[{key}]", "<secret contents redacted>", fault)]
            : [];
    }
}
