using System.Text;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Configuration;

/// <summary>Admission of ConfigMaps.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/configmap/.</remarks>
internal sealed class ConfigMapAdmission() : KindAdmission(KindCatalogue.ConfigMap)
{
    private const int MaxBytes = 1024 * 1024;

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var (data, binary) = (value["data"], value["binaryData"]);
        var bytes = data.Entries.Sum(entry => (long)Encoding.UTF8.GetByteCount(entry.Value.Text)) + binary.Entries.Sum(entry => Base64Text.Bytes(entry.Value.Text));
        return
        [
            .. data.Entries.SelectMany(entry => Key(entry.Key, entry.Value).Concat(binary[entry.Key].IsSet
                ? [FieldFault.Invalid(entry.Value.Path, entry.Key, "duplicate of key present in binaryData")]
                : [])),
            .. binary.Entries.SelectMany(entry => Key(entry.Key, entry.Value)),
            .. bytes > MaxBytes ? [FieldFault.TooLong("", MaxBytes)] : Array.Empty<FieldFault>(),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live) => ImmutableData.Check(value, live, "data", "binaryData");

    private static IEnumerable<FieldFault> Key(string key, Field entry) =>
        NameRule.ConfigKey.Faults(key).Select(fault => FieldFault.Invalid(entry.Path, key, fault));
}
