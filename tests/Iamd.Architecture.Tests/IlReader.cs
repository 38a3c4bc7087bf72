using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Iamd.Architecture.Tests;

/// <summary>A use of something outside an assembly by one of its methods.</summary>
/// <param name="User">Type and method whose code holds the use; the type alone for a field or a base type.</param>
/// <param name="Type">Full name of the type used.</param>
/// <param name="Member">Name of the member used, or null if the type itself is meant.</param>
internal sealed record Use(string User, string Type, string? Member);

/// <summary>An assignment to one of an assembly's own fields.</summary>
/// <param name="Field">Full name of the type and name of the field.</param>
/// <param name="Method">Name of the method that assigns it.</param>
internal sealed record FieldStore(string Field, string Method);

/// <summary>Reads from compiled code which outside types and members each method uses.</summary>
internal sealed class IlReader : IDisposable
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)  // The class has no other fields, and none is null.
        .ToDictionary(code => code.Value & 0xFFFF);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    public IlReader(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>All uses: calls, field accesses, types in code, in fields, in signatures and as base types.</summary>
    public IEnumerable<Use> Uses()
    {
        SignatureTypes signatures = new();
        foreach (TypeDefinition type in _metadata.TypeDefinitions.Select(_metadata.GetTypeDefinition))
        {
            string typeName = Name(type);
            foreach (string used in TypesOf(type, signatures))
                yield return new Use(typeName, used, null);
            foreach (MethodDefinition method in type.GetMethods().Select(_metadata.GetMethodDefinition))
            {
                string user = typeName + "." + _metadata.GetString(method.Name);
                foreach (string used in Flatten(method.DecodeSignature(signatures, null)))
                    yield return new Use(user, used, null);
                foreach ((_, EntityHandle token) in Tokens(method))
                {
                    foreach (Use use in Resolve(user, token, signatures))
                        yield return use;
                }
            }
        }
    }

    /// <summary>All assignments to instance fields of the assembly's own types that are not generic.</summary>
    public IEnumerable<FieldStore> FieldStores()
    {
        foreach (MethodDefinition method in _metadata.MethodDefinitions.Select(_metadata.GetMethodDefinition))
        {
            foreach ((OpCode code, EntityHandle token) in Tokens(method))
            {
                if (code != OpCodes.Stfld || token.Kind != HandleKind.FieldDefinition)
                    continue;
                FieldDefinition field = _metadata.GetFieldDefinition((FieldDefinitionHandle)token);
                yield return new FieldStore(
                    Name(_metadata.GetTypeDefinition(field.GetDeclaringType())) + "." + _metadata.GetString(field.Name),
                    _metadata.GetString(method.Name));
            }
        }
    }

    private IEnumerable<string> TypesOf(TypeDefinition type, SignatureTypes signatures)
    {
        IEnumerable<string> bases = type.GetInterfaceImplementations()
            .Select(handle => _metadata.GetInterfaceImplementation(handle).Interface)
            .Append(type.BaseType)
            .Where(handle => !handle.IsNil)
            .SelectMany(handle => TypeNames(handle, signatures));
        IEnumerable<string> fields = type.GetFields()
            .SelectMany(handle => _metadata.GetFieldDefinition(handle).DecodeSignature(signatures, null));
        return bases.Concat(fields);
    }

    private static IEnumerable<string> Flatten(MethodSignature<ImmutableArray<string>> signature) =>
        signature.ParameterTypes.SelectMany(types => types).Concat(signature.ReturnType);

    private IEnumerable<(OpCode Code, EntityHandle Token)> Tokens(MethodDefinition method)
    {
        if (method.RelativeVirtualAddress == 0)
            yield break;
        BlobReader code = _file.GetMethodBody(method.RelativeVirtualAddress).GetILReader();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            if (value == 0xFE)
                value = 0xFE00 | code.ReadByte();
            OpCode opCode = Codes[value];
            switch (opCode.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    yield return (opCode, MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                default:
                    code.Offset += 4;
                    break;
            }
        }
    }

    private IEnumerable<Use> Resolve(string user, EntityHandle token, SignatureTypes signatures)
    {
        switch (token.Kind)
        {
            case HandleKind.MethodSpecification:
                MethodSpecification method = _metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                IEnumerable<Use> arguments = method.DecodeSignature(signatures, null)
                    .SelectMany(types => types)
                    .Select(type => new Use(user, type, null));
                return Resolve(user, method.Method, signatures).Concat(arguments);
            case HandleKind.MemberReference:
                MemberReference member = _metadata.GetMemberReference((MemberReferenceHandle)token);
                string name = _metadata.GetString(member.Name);
                return TypeNames(member.Parent, signatures).Select(type => new Use(user, type, name));
            case HandleKind.TypeReference or HandleKind.TypeSpecification:
                return TypeNames(token, signatures).Select(type => new Use(user, type, null));
            default:
                return [];
        }
    }

    private ImmutableArray<string> TypeNames(EntityHandle handle, SignatureTypes signatures) => handle.Kind switch
    {
        HandleKind.TypeReference => [SignatureTypes.Name(_metadata, (TypeReferenceHandle)handle)],
        HandleKind.TypeSpecification =>
            _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(signatures, null),
        _ => [],
    };

    private string Name(TypeDefinition type)
    {
        string name = _metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? Name(_metadata.GetTypeDefinition(outer)) + "+" + name
            : _metadata.GetString(type.Namespace) + "." + name;
    }
}
