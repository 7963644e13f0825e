namespace ActorKube.ApiServer.Http;

/// <summary>In what form a client wants objects.</summary>
internal enum ResponseForm
{
    /// <summary>The objects themselves.</summary>
    Objects,

    /// <summary>A <c>Table</c> for people, whose rows the server prints.</summary>
    Table,

    /// <summary>The metadata alone, as <c>PartialObjectMetadata</c>.</summary>
    Metadata,
}
