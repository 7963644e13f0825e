namespace ActorKube.ApiServer.Protobuf;

/// <summary>How often a field may stand in a message, and where it goes in JSON.</summary>
internal enum FieldShape
{
    /// <summary>Once.</summary>
    Single,

    /// <summary>Once an item of a list.</summary>
    List,

    /// <summary>Once an entry of a map from texts.</summary>
    Map,

    /// <summary>Once; its fields stand among those of the message around it.</summary>
    Inline,
}
