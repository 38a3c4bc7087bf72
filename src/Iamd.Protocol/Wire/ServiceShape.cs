namespace Iamd.Protocol.Wire;

/// <summary>What all operations of a service share.</summary>
/// <param name="ApiVersion">Value of the <c>Version</c> parameter.</param>
/// <param name="XmlNamespace">Namespace of XML answers.</param>
/// <param name="RejectedValues">Whether messages about constraints show the value.</param>
public sealed record ServiceShape(string ApiVersion, string XmlNamespace, RejectedValues RejectedValues);

/// <summary>Whether a message about a failed constraint shows the value.</summary>
/// <remarks>AWS STS shows values; AWS IAM has withheld them since 2025 (recorded responses of February 2026).</remarks>
public enum RejectedValues
{
    /// <summary><c>Value 'a b' at 'roleSessionName' failed …</c>, <c>Value null at …</c>; sensitive values are left out.</summary>
    Shown,

    /// <summary><c>Value at 'userName' failed …</c></summary>
    Withheld,
}

/// <summary>One operation of a service, as clients name it.</summary>
public sealed class OperationShape(string name, ServiceShape service, bool hasOutput, IReadOnlyList<ErrorShape> errors)
{
    /// <summary>Value of the <c>Action</c> parameter.</summary>
    public string Name { get; } = name;

    /// <summary>The service.</summary>
    public ServiceShape Service { get; } = service;

    /// <summary>Whether the model gives it an output; without one the answer has no result element.</summary>
    public bool HasOutput { get; } = hasOutput;

    /// <summary>The result element's name, or null.</summary>
    public string? ResultWrapper => HasOutput ? Name + "Result" : null;

    /// <summary>Errors that the model names for it; any operation may also fail with the common errors.</summary>
    public IReadOnlyList<ErrorShape> Errors { get; } = errors;
}

/// <summary>An error as a service's model declares it.</summary>
/// <param name="Code">Wire code, such as <c>NoSuchEntity</c>.</param>
/// <param name="Status">HTTP status.</param>
public sealed record ErrorShape(string Code, int Status)
{
    /// <summary>The error with a message.</summary>
    public AwsError With(string message) => new(Code, message, Status);
}
