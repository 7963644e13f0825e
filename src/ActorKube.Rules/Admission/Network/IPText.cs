using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Addresses and networks as upstream reads them: dotted decimals with any leading zeros, or IPv6 without a zone.</summary>
internal static class IPText
{
    internal static IEnumerable<FieldFault> Address(Field address) => Parse(address.Text) is null
        ? [FieldFault.Invalid(address.Path, address.Text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
        : [];

    internal static IEnumerable<FieldFault> Network(string path, string network) => ParseNetwork(network) is null
        ? [FieldFault.Invalid(path, network, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
        : [];

    /// <summary>True if the text is an address of IPv6; one that holds an IPv4 address is not.</summary>
    internal static bool IsIPv6(string text) => Parse(text) is { AddressFamily: AddressFamily.InterNetworkV6 };

    internal static bool IsIPv4(string text) => Parse(text) is { AddressFamily: AddressFamily.InterNetwork };

    /// <summary>The address; null if the text is none.</summary>
    internal static IPAddress? Parse(string text)
    {
        if (!text.Contains(':'))
            return ParseDotted(text);
        if (text.AsSpan().IndexOfAny("%[]/") >= 0 || !IPAddress.TryParse(text, out var address))
            return null;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>The address and the length of the prefix; null if the text is no network.</summary>
    internal static (IPAddress Address, int Prefix)? ParseNetwork(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || parts[1].Length is 0 or > 3 || !parts[1].All(char.IsAsciiDigit) || Parse(parts[0]) is not { } address)
            return null;
        var prefix = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return prefix <= (parts[0].Contains(':') ? 128 : 32) ? (address, prefix) : null;
    }

    /// <summary>True if the address lies in the network; one of the other family never does.</summary>
    internal static bool Contains((IPAddress Address, int Prefix) network, IPAddress address)
    {
        var (left, right) = (network.Address.GetAddressBytes(), address.GetAddressBytes());
        if (left.Length != right.Length || network.Prefix > left.Length * 8)
            return false;
        var (whole, bits) = (network.Prefix / 8, network.Prefix % 8);
        return left.AsSpan(0, whole).SequenceEqual(right.AsSpan(0, whole)) && (bits == 0 || (left[whole] ^ right[whole]) >> (8 - bits) == 0);
    }

    private static IPAddress? ParseDotted(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 4)
            return null;
        var bytes = new byte[4];
        for (var index = 0; index < 4; index++)
        {
            if (!parts[index].All(char.IsAsciiDigit) || !byte.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[index]))
                return null;
        }
        return new(bytes);
    }
}
