using System.Net;
using System.Net.Sockets;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Network;

/// <summary>
/// Addresses to which traffic may be sent. Upstream refuses all of the loopback range; here pods and Services live on it, from 127.1.0.0 up, so only its
/// beginning is refused, where this machine has its own.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoints-v1/.</remarks>
internal static class NonSpecialIP
{
    internal static IEnumerable<FieldFault> Check(Field address)
    {
        var text = address.Text;
        if (IPText.Parse(text) is not { } parsed)
            yield return FieldFault.Invalid(address.Path, text, "must be a valid IP address");
        else if (parsed.Equals(IPAddress.Any) || parsed.Equals(IPAddress.IPv6Any))
            yield return FieldFault.Invalid(address.Path, text, $"may not be unspecified ({text})");
        else if (IsOwnLoopback(parsed))
            yield return FieldFault.Invalid(address.Path, text, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
        else if (parsed.IsIPv6LinkLocal || IsIn(parsed, 169, 254))
            yield return FieldFault.Invalid(address.Path, text, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        else if (IsIn(parsed, 224, 0, 0) || (parsed.IsIPv6Multicast && (parsed.GetAddressBytes()[1] & 15) == 2))
            yield return FieldFault.Invalid(address.Path, text, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }

    private static bool IsOwnLoopback(IPAddress address) => address.Equals(IPAddress.IPv6Loopback) || IsIn(address, 127, 0);

    private static bool IsIn(IPAddress address, params byte[] prefix) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes().AsSpan().StartsWith(prefix);
}
