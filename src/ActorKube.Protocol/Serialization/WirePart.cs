using System.Runtime.Serialization;

namespace ActorKube.Protocol.Serialization;

/// <summary>Protobuf takes any part of a message as optional; these parts are not.</summary>
internal static class WirePart
{
    /// <summary>The part.</summary>
    /// <exception cref="SerializationException">It is missing.</exception>
    public static T Required<T>(this T? part) where T : class =>
        part ?? throw new SerializationException($"a message lacks its {typeof(T).Name}");
}
