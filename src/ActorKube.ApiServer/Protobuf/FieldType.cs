namespace ActorKube.ApiServer.Protobuf;

/// <summary>What a field of a message holds, and so what becomes of it in JSON. Names are those of <c>messages.txt</c>.</summary>
internal enum FieldType
{
    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>A varint that is zero or not.</summary>
    Bool,

    /// <summary>A varint of 32 bits with a sign.</summary>
    Int32,

    /// <summary>A varint of 64 bits with a sign.</summary>
    Int64,

    /// <summary>Bytes; base64 in JSON.</summary>
    Bytes,

    /// <summary>A message of one text; that text in JSON.</summary>
    Quantity,

    /// <summary>A message of a choice, a number and a text; one of the two in JSON.</summary>
    IntOrString,

    /// <summary>A message of seconds and nanoseconds; whole seconds in JSON. Empty for no time.</summary>
    Time,

    /// <summary>The same, with six digits in JSON.</summary>
    MicroTime,

    /// <summary>A message of bytes that are JSON already.</summary>
    Json,

    /// <summary>A message of texts; a list of them in JSON.</summary>
    Strings,

    /// <summary>Another message; an object in JSON.</summary>
    Message,
}
